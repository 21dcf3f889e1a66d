// What Plotly was given, as it was meant: typed arrays sent as text, and escaped words.

const ARRAYS = { f8: Float64Array, f4: Float32Array, i4: Int32Array, u4: Uint32Array, i2: Int16Array, u2: Uint16Array, i1: Int8Array, u1: Uint8Array };

export function decode(values) {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return values;
  if (!values?.bdata) return [];
  return new ARRAYS[values.dtype](Uint8Array.from(atob(values.bdata), (character) => character.charCodeAt(0)).buffer);
}

export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
