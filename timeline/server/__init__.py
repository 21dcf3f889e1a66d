"""What is served beside Streamlit: files, downloads, health, and the guard in front of everything."""
