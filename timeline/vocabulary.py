"""The closed lists of terms that the tables use, each with its meaning and, for event types, its PLOVER default.

PLOVER events, modes and scores follow the manual of the PLOVER project; the levels of representation are those
of the Correlates of War diplomatic exchange data. The order of a list here is its order on screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed list: its code in the tables, its label on screen, and what it means."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class EventType(Term):
    """A type of event: its category, its default PLOVER event (`CONSULT:visit`), and for representation the level
    that the actor keeps at the recipient afterwards (Correlates of War; None where the level does not change).
    """

    category: str
    plover: str
    level: int | None = None


CATEGORIES = (
    Term("visit", "Visits and talks", "Officials of one side travel to the other, meet elsewhere or telephone."),
    Term("representation", "Representation", "Recognition, diplomatic relations, embassies, offices and who heads them."),
    Term("agreement", "Agreements", "Texts that bind or declare: treaties, memoranda, declarations, commissions."),
    Term("arms", "Arms", "Weapons ordered, delivered, made together, shown, used, held back."),
    Term("war", "Wars and peace", "Armed conflict between states or over territory, and the steps that end it."),
    Term("security", "Security", "Plots, attacks, arrests, espionage, airspace, exercises, shared intelligence."),
    Term("economy", "Energy and economy", "Trade, energy, investment, transport, space, aid."),
    Term("multilateral", "Multilateral", "Votes, acts and summits of the UN, the OIC and other bodies; mediation."),
    Term("statement", "Statements", "Words of governments and parliaments that address another side."),
    Term("society", "Society", "Communities, culture, education, religion, humanitarian help, media."),
)

_TYPES: dict[str, tuple[tuple[str, str, str, str] | tuple[str, str, str, str, int], ...]] = {
    "visit": (
        ("state_visit", "State visit", "A head of state received with the honours of a state visit.", "CONSULT:visit"),
        ("official_visit", "Official visit", "A president, prime minister or speaker on an official visit.", "CONSULT:visit"),
        ("working_visit", "Working visit", "A leader's visit without ceremony, or a stop on the way.", "CONSULT:visit"),
        ("ministerial_visit", "Ministerial visit", "A member of government in the other country.", "CONSULT:visit"),
        ("delegation_visit", "Delegation visit", "Deputies, officials, officers or business people as a delegation.", "CONSULT:visit"),
        ("meeting_elsewhere", "Meeting elsewhere", "Both sides meet in a third place.", "CONSULT:third-party"),
        ("call", "Call or letter", "A telephone call, a video call or a published letter.", "CONSULT:phone"),
        ("visit_postponed", "Visit put off", "An announced visit is postponed or called off.", "REJECT"),
    ),
    "representation": (
        ("recognition", "Recognition", "One state recognises the other.", "SUPPORT"),
        ("relations_established", "Relations established", "Diplomatic relations are established.", "AGREE"),
        ("relations_severed", "Relations severed", "Diplomatic relations are broken off.", "SANCTION:discontinue", 0),
        ("embassy_opened", "Embassy opened", "The actor's embassy in the recipient opens.", "SUPPORT", 3),
        ("embassy_closed", "Embassy closed", "The actor's embassy in the recipient closes or is evacuated.", "SANCTION:withdraw", 0),
        ("trade_office_opened", "Trade or tourism office opened", "An office short of a consulate opens.", "COOPERATE", 1),
        ("consulate_opened", "Consulate opened", "A consulate or consulate-general opens.", "SUPPORT"),
        ("representation_upgraded", "Representation changed", "The rank of the mission is raised or lowered.", "SUPPORT", 9),
        ("ambassador_named", "Ambassador named", "An ambassador is appointed.", "SUPPORT"),
        ("credentials_presented", "Credentials presented", "An ambassador presents credentials to the head of state.", "SUPPORT", 3),
        ("ambassador_recalled", "Ambassador recalled", "The actor calls its ambassador home in protest.", "SANCTION:withdraw", 1),
        ("ambassador_returned", "Ambassador returned", "The actor's ambassador goes back.", "CONCEDE", 3),
        ("ambassador_expelled", "Diplomat expelled", "The actor expels the recipient's ambassador or diplomats.", "SANCTION:expel"),
        ("decision_to_open", "Decision to open", "A mission is decided or announced, not yet open.", "SUPPORT"),
    ),
    "agreement": (
        ("treaty_signed", "Treaty signed", "A binding agreement is signed.", "AGREE"),
        ("memorandum_signed", "Memorandum signed", "A memorandum of understanding is signed.", "AGREE"),
        ("declaration", "Joint declaration", "Both sides put their names under a declaration.", "AGREE"),
        ("joint_commission", "Joint commission", "An intergovernmental commission is founded or sits.", "CONSULT:multilateral"),
        ("ratified", "Ratified", "A parliament or head of state ratifies an agreement.", "AGREE"),
        ("initialled", "Initialled", "The text is settled and initialled, not yet signed.", "AGREE"),
    ),
    "arms": (
        ("contract", "Arms contract", "A sale is agreed or announced.", "COOPERATE"),
        ("delivery", "Delivery", "Weapons arrive.", "COOPERATE"),
        ("joint_production", "Joint production", "A plant or a product is shared.", "COOPERATE"),
        ("disclosed", "Disclosed", "A transfer becomes known.", "COOPERATE"),
        ("displayed", "Displayed", "A weapon is shown at a parade, an exhibition or an inspection.", "COOPERATE"),
        ("used_in_combat", "Used in combat", "A supplied weapon is used in war.", "ASSAULT"),
        ("licence_suspended", "Licence suspended", "The supplier suspends an export licence.", "SANCTION:convict"),
        ("licence_resumed", "Licence resumed", "The supplier lets exports go on.", "COOPERATE"),
        ("embargo", "Embargo", "Arms exports are banned.", "SANCTION:convict"),
    ),
    "war": (
        ("war", "War", "Armed conflict from its first to its last day.", "ASSAULT"),
        ("operation", "Operation", "A battle, strike or campaign.", "ASSAULT"),
        ("ceasefire", "Ceasefire", "Fighting is ended or paused by agreement.", "RETREAT:ceasefire"),
        ("peace_step", "Peace step", "A step of a settlement: talks, texts, borders, prisoners.", "AGREE"),
        ("massacre_or_atrocity", "Killing of civilians", "Civilians are killed in numbers.", "ASSAULT"),
    ),
    "security": (
        ("plot", "Plot", "A planned attack is alleged or uncovered.", "COERCE"),
        ("attack", "Attack", "An attack outside war.", "ASSAULT"),
        ("arrest", "Arrest", "Arrests for reasons of state security.", "COERCE:arrest"),
        ("trial", "Trial", "A court acts in a matter of state security.", "COERCE"),
        ("espionage", "Espionage", "Spying is alleged or uncovered.", "COERCE"),
        ("aircraft_or_drone_downed", "Aircraft downed", "An aircraft or drone is brought down.", "ASSAULT"),
        ("airspace_or_territory_allegation", "Territory allegation", "Use of a state's air or ground against another is alleged.", "ACCUSE"),
        ("exercise", "Exercise", "A military exercise that another side reads as a signal.", "MOBILIZE"),
        ("intelligence_cooperation", "Intelligence cooperation", "Services work together.", "COOPERATE"),
    ),
    "economy": (
        ("trade_step", "Trade step", "Trade rises, falls or is regulated.", "COOPERATE"),
        ("energy_deal", "Energy deal", "Oil, gas or power is agreed on.", "COOPERATE"),
        ("energy_flow", "Energy flow", "Oil, gas or power flows, or a route opens.", "COOPERATE"),
        ("investment", "Investment", "Money is put into the other side's economy.", "COOPERATE"),
        ("transport_link", "Transport link", "A flight, a road, a railway or a corridor.", "COOPERATE"),
        ("space_and_satellite", "Space and satellites", "Satellites and launches.", "COOPERATE"),
        ("aid", "Aid", "Help that is not paid for.", "AID"),
        ("trade_halt", "Trade halt", "Trade or transit is stopped.", "SANCTION:discontinue"),
    ),
    "multilateral": (
        ("un_vote", "UN vote", "A resolution or a vote in the UN.", "CONSULT:multilateral"),
        ("oic_act", "OIC act", "A resolution or a summit of the OIC.", "CONSULT:multilateral"),
        ("summit", "Summit", "Leaders meet in a wider circle.", "CONSULT:multilateral"),
        ("mediation", "Mediation", "A third side brings two together.", "CONSULT:third-party"),
        ("membership", "Membership", "A state joins or leaves a body or an accord.", "AGREE"),
    ),
    "statement": (
        ("declaration_of_support", "Support", "A side supports another in words.", "SUPPORT"),
        ("criticism", "Criticism", "A side criticises, protests or summons.", "ACCUSE"),
        ("threat", "Threat", "A side threatens another.", "THREATEN"),
        ("denial", "Denial", "A side denies what was said of it.", "REJECT"),
        ("recognition_of_genocide", "Genocide question", "A body recognises, debates or refuses to recognise a genocide.", "ACCUSE"),
        ("parliamentary_act", "Parliamentary act", "A parliament resolves, debates or founds a group.", "CONSULT"),
    ),
    "society": (
        ("community", "Community", "Jewish and Azerbaijani communities and their bodies.", "COOPERATE"),
        ("culture", "Culture", "Culture, sport and memory.", "COOPERATE"),
        ("education", "Education", "Schools, universities, science.", "COOPERATE"),
        ("religion", "Religion", "Religious leaders and houses of prayer.", "COOPERATE"),
        ("humanitarian", "Humanitarian", "Rescue, evacuation, medical help.", "AID"),
        ("media", "Media", "News organisations, publications, disclosures.", "COOPERATE"),
    ),
}

EVENT_TYPES = tuple(
    EventType(code, label, definition, category, plover, rest[0] if rest else None) for category, rows in _TYPES.items() for code, label, definition, plover, *rest in rows
)

STATUSES = (
    Term("confirmed", "Confirmed", "Announced by a party or reported by independent sources, and not contradicted."),
    Term("reported", "Reported", "Rests on one side or on the press only."),
    Term("denied", "Denied", "A party denies it and it is not proven."),
    Term("planned", "Planned", "Announced for later, not done so far."),
    Term("cancelled", "Cancelled", "Was announced and did not take place."),
)

IMPORTANCES = (
    Term("1", "Essential", "The story cannot be told without it."),
    Term("2", "Expected", "A specialist would expect it."),
    Term("3", "Detail", "A detail."),
)

STEPS = (
    Term("announced", "announced", "Made public."),
    Term("reported", "reported", "Reported by the press."),
    Term("approved", "approved", "Decided by a parliament or government."),
    Term("signed", "signed", "Put under a signature."),
    Term("ratified", "ratified", "Ratified."),
    Term("appointed", "appointed", "A person is named."),
    Term("presented", "presented", "Credentials or a product are presented."),
    Term("started", "started", "Work, flow or service begins."),
    Term("opened", "opened", "The door opens."),
    Term("delivered", "delivered", "Delivered."),
    Term("suspended", "suspended", "Suspended."),
    Term("resumed", "resumed", "Resumed."),
    Term("postponed", "postponed", "Put off."),
    Term("denied", "denied", "Denied."),
    Term("closed", "closed", "Closed."),
    Term("ended", "ended", "Ended."),
    Term("cancelled", "cancelled", "Called off."),
)

SOURCE_TYPES = (
    Term("official", "Official", "A government, parliament, court or international body speaking for itself."),
    Term("wire", "Wire", "A news agency."),
    Term("national_press", "National press", "Press of one of the parties to the event."),
    Term("foreign_press", "Foreign press", "Press from elsewhere."),
    Term("broadcaster", "Broadcaster", "Radio and television."),
    Term("ngo", "NGO", "A non-governmental organisation or think tank."),
    Term("academic", "Academic", "Scholarship."),
    Term("dataset", "Dataset", "A published data set."),
    Term("reference", "Reference", "An encyclopaedia or a chronology."),
)

ACTOR_KINDS = (
    Term("state", "State", "A member state of the United Nations, now or then, or the Holy See."),
    Term("partially_recognised", "Partially recognised", "A state that some members of the United Nations do not recognise."),
    Term("organisation", "Organisation", "An intergovernmental organisation."),
    Term("non_state", "Non-state actor", "A body that is neither a state nor made of states."),
)

CLAIM_RANKS = (
    Term("preferred", "preferred", "The account that the event's own value follows, with the reason."),
    Term("normal", "normal", "An account that stands beside it."),
    Term("rejected", "rejected", "An account known to be wrong, kept because it is quoted."),
)

CLAIM_FIELDS = ("start", "end", "value_usd_m", "status", "actors", "recipients", "place", "summary")

VERDICTS = (
    Term("agrees", "Agrees", "A page that was seen bears the row out."),
    Term("refined", "Made better", "Nothing was wrong; the row became more exact, clearer or better sourced."),
    Term("corrected", "Corrected", "A fact was wrong; `corrections` says what it was."),
    Term("not_seen", "Not seen again", "No page could be seen again that would bear the row out or not."),
)

OFFICES = (
    Term("president", "President", "Head of state."),
    Term("prime_minister", "Prime minister", "Head of government."),
    Term("foreign_minister", "Foreign minister", "Head of the foreign ministry."),
    Term("defence_minister", "Defence minister", "Head of the defence ministry."),
    Term("speaker", "Speaker", "Speaker of a parliament."),
    Term("minister", "Minister", "Another member of government."),
    Term("deputy_minister", "Deputy minister", "Deputy of a member of government."),
    Term("deputy", "Member of parliament", "Member of a parliament."),
    Term("ambassador", "Ambassador", "Head of a diplomatic mission."),
    Term("envoy", "Envoy", "Special envoy or adviser."),
    Term("military", "Officer", "Officer of the armed forces."),
    Term("official", "Official", "Another official."),
    Term("business", "Business", "Head of a company."),
    Term("religious", "Clergy", "Religious leader."),
    Term("other", "Other", "None of these."),
)

REPRESENTATION_LEVELS = {
    0: "none",
    1: "chargé d'affaires or office",
    2: "minister",
    3: "ambassador",
    9: "other",
}

PLOVER_SCORES: dict[str, float] = {
    "AID": 10.0,
    "COOPERATE": 9.5,
    "RETREAT": 6.5,
    "SUPPORT": 5.0,
    "CONCEDE": 4.5,
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "CONSULT:visit": 4.0,
    "CONSULT:multilateral": 4.0,
    "CONSULT:third-party": 1.0,
    "CONSULT:phone": 1.5,
    "REQUEST": 0.0,
    "REJECT": -2.0,
    "ACCUSE": -3.0,
    "THREATEN": -3.5,
    "PROTEST": -5.0,
    "MOBILIZE": -5.5,
    "SANCTION": -6.0,
    "COERCE": -7.0,
    "ASSAULT": -9.0,
}

PLOVER_EVENTS = tuple(code for code in PLOVER_SCORES if ":" not in code)

PLOVER_QUADS: dict[Quad, tuple[str, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}

CATEGORY_CODES = tuple(term.code for term in CATEGORIES)
TYPE_BY_CODE = {term.code: term for term in EVENT_TYPES}
CATEGORY_LABELS = {term.code: term.label for term in CATEGORIES}
TYPE_LABELS = {term.code: term.label for term in EVENT_TYPES}
STATUS_LABELS = {term.code: term.label for term in STATUSES}
VERDICT_LABELS = {term.code: term.label for term in VERDICTS}


def plover_score(plover: str) -> float:
    """Return the PLOVER score (-10 to +10) of an event and mode such as `CONSULT:visit`; the mode's own score if it has one.

    Raises:
        KeyError: for an event that is not in PLOVER.
    """
    event = plover.partition(":")[0]
    return PLOVER_SCORES.get(plover, PLOVER_SCORES[event])


def plover_quad(plover: str) -> Quad:
    """Return the quad of a PLOVER event: verbal or material, cooperation or conflict.

    Raises:
        KeyError: for an event that is not in PLOVER.
    """
    event = plover.partition(":")[0]
    for quad, events in PLOVER_QUADS.items():
        if event in events:
            return quad
    raise KeyError(plover)


def plover_default(event_type: str) -> str:
    """Return the PLOVER event and mode that a type of event stands for.

    Raises:
        KeyError: for a type that is not in the list.
    """
    return TYPE_BY_CODE[event_type].plover
