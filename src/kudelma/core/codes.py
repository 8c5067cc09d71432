"""The vocabulary every room shares. A code is stored; `ui/words.py` says it in the reader's language."""

from enum import StrEnum


class Role(StrEnum):
    """What a worker is in a team (mission.md R5)."""

    CONSULTANT = "consultant"  # konsultoiva sosiaalityöntekijä
    SOCIAL_WORKER = "social_worker"  # sosiaalityöntekijä
    SOCIAL_COUNSELLOR = "social_counsellor"  # sosiaaliohjaaja
    FAMILY_WORKER = "family_worker"  # perhetyöntekijä
    FAMILY_THERAPIST = "family_therapist"  # perheterapeutti
    COORDINATOR = "coordinator"  # koordinaattori
    LEADER = "leader"  # johtava sosiaalityöntekijä


#: Only a social worker in a public office answers for a special-support child (SHL 36.5 §).
OFFICE_ROLES = frozenset({Role.CONSULTANT, Role.SOCIAL_WORKER, Role.LEADER})


class TeamKind(StrEnum):
    SYSTEMIC = "systemic"
    ASSESSMENT = "assessment"
    CONSULTATION = "consultation"


class Gender(StrEnum):
    """The symbol a person chose to be drawn with; never derived from an identity code."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


class TieKind(StrEnum):
    """What joins a parent and a child."""

    BIRTH = "birth"
    ADOPTED = "adopted"
    FOSTER = "foster"
    KINSHIP_CARE = "kinship_care"
    STEP = "step"
    LEGAL = "legal"


class PartnershipKind(StrEnum):
    MARRIAGE = "marriage"
    REGISTERED = "registered"
    COHABITATION = "cohabitation"
    DATING = "dating"
    NONE = "none"  # parents who were never a couple


class PartnershipEnd(StrEnum):
    SEPARATED = "separated"
    DIVORCED = "divorced"
    DEATH = "death"


class CustodyKind(StrEnum):
    SOLE = "sole"
    JOINT = "joint"
    OTHER_CUSTODIAN = "other_custodian"
    NONE = "none"  # a parent without custody, perhaps with a right to information


class InfoRight(StrEnum):
    YES = "yes"
    LIMITED = "limited"
    NO = "no"


class ContactAllowed(StrEnum):
    YES = "yes"
    ASK_FIRST = "ask_first"
    NO = "no"


class Sector(StrEnum):
    """Where in life a person of the network stands (practice.md 2.2)."""

    HOME = "home"
    KIN = "kin"
    FRIENDS = "friends"
    SCHOOL_WORK = "school_work"
    PROFESSIONALS = "professionals"
    OTHER = "other"


class ArrivalKind(StrEnum):
    NOTIFICATION = "notification"  # lastensuojeluilmoitus, LSL 25 §
    CONTACT = "contact"  # yhteydenotto
    APPLICATION = "application"  # hakemus
    JOINT_CONTACT = "joint_contact"  # yhteydenotto yhdessä, LSL 25 a §, SHL 35 §


class Channel(StrEnum):
    PHONE = "phone"
    LETTER = "letter"
    FORM = "form"
    VISIT = "visit"
    EMERGENCY_SERVICE = "emergency_service"
    MEETING = "meeting"


class Yes(StrEnum):
    """An answer that may also be not known: a blank box is not a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Urgency(StrEnum):
    """Result of the urgency assessment (SHL 36.1 §, LSL 26.2 §)."""

    IMMEDIATE = "immediate"
    TODAY = "today"
    NOT_URGENT = "not_urgent"


class IntakeOutcome(StrEnum):
    NOT_NEEDED = "not_needed"
    ASSESSMENT = "assessment"
    LINKED = "linked"


class Nature(StrEnum):
    """Nature of the need of support (SHL 37 §)."""

    TEMPORARY = "temporary"
    RECURRING = "recurring"
    LONG_TERM = "long_term"
    NONE = "none"


class Conclusion(StrEnum):
    """Where the family goes from the assessment."""

    NO_NEED = "no_need"
    SOCIAL_SERVICES = "social_services"
    CHILD_PROTECTION = "child_protection"
    OTHER_SERVICES = "other_services"


class MatterState(StrEnum):
    """Where a family's matter stands on the way from first contact to close."""

    ASSESSMENT = "assessment"
    WORK = "work"
    CLOSED = "closed"


class TaskKind(StrEnum):
    INFORM_GUARDIAN = "inform_guardian"
    INFORM_CHILD = "inform_child"
    MEET_CHILD = "meet_child"
    FEEDBACK_TO_REFERRER = "feedback_to_referrer"
    RETURN_TO_FAMILY = "return_to_family"
    OTHER = "other"


class FeedbackLevel(StrEnum):
    """How much the one who notified may hear (practice.md 4, regulation.md 2.1.19)."""

    RECEIVED = "received"
    FINISHED = "finished"
    CONCLUSIONS = "conclusions"  # only with consent


class StatementKind(StrEnum):
    VIEW = "view"
    STRENGTH = "strength"
    NEED = "need"
    WORRY = "worry"
    WISH = "wish"
    MESSAGE = "message"
    QUESTION = "question"
    AGREED = "agreed"
    SERVICE = "service"  # that a service was used: said on the family's map, without words of its own


class StatementSource(StrEnum):
    ARRIVAL = "arrival"
    CHILD_MEETING = "child_meeting"
    CONVERSATION = "conversation"
    NETWORK_MEETING = "network_meeting"
    DRAWING = "drawing"
    OBSERVATION = "observation"
    SERVICE_MAP = "service_map"


class Answer(StrEnum):
    """What was answered when permission was asked; no row at all means it was not asked."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class Purpose(StrEnum):
    """What a permission is for (regulation.md 2.2)."""

    INVITE = "invite"
    DISCUSS_OPENLY = "discuss_openly"
    CONTACT_AUTHORITY = "contact_authority"
    JOINT_PLAN = "joint_plan"
    TELL_CONCLUSIONS = "tell_conclusions"


class MeetingStructure(StrEnum):
    HYPOTHESES = "hypotheses"
    HELP_MAP = "help_map"


class MeetingState(StrEnum):
    PREPARING = "preparing"
    INVITED = "invited"
    HELD = "held"
    CANCELLED = "cancelled"


class MeetingRole(StrEnum):
    CHAIR = "chair"
    RECORDER = "recorder"
    CHILDS_SUPPORT = "childs_support"
    PARTICIPANT = "participant"


class Reply(StrEnum):
    NONE = "none"
    YES = "yes"
    NO = "no"


class LeftOutReason(StrEnum):
    """Why the one who notified is not asked to the first meeting (mission.md P1, practice.md 4)."""

    CLIENT_REFUSED = "client_refused"
    SAFETY = "safety"
    ANONYMOUS_OR_PRIVATE = "anonymous_or_private"
    NOT_USEFUL = "not_useful"
    TIMING = "timing"


class StepState(StrEnum):
    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    CHANGED = "changed"


class DocumentKind(StrEnum):
    ASSESSMENT_SUMMARY = "assessment_summary"
    MEETING_RECORD = "meeting_record"


class DocumentState(StrEnum):
    """Where a document stands beside the official record (regulation.md 0)."""

    WORKING = "working"
    TO_BE_FILED = "to_be_filed"
    FILED = "filed"


class ServiceClass(StrEnum):
    """What kind of help a service is, as a family would sort it; not a national code."""

    CHILD_HEALTH_CLINIC = "child_health_clinic"  # neuvola
    EARLY_EDUCATION = "early_education"  # varhaiskasvatus
    SCHOOL_SUPPORT = "school_support"  # koulun tuki, opiskeluhuolto
    FAMILY_COUNSELLING = "family_counselling"  # perheneuvola
    FAMILY_WORK = "family_work"  # perhetyö
    HOME_SERVICE = "home_service"  # lapsiperheiden kotipalvelu
    SUPPORT_PERSON = "support_person"  # tukihenkilö, tukiperhe
    PEER_GROUP = "peer_group"  # vertaisryhmä
    FAMILY_LAW = "family_law"  # perheoikeudelliset palvelut
    CONTACT_SUPPORT = "contact_support"  # tuetut ja valvotut tapaamiset
    HEALTH_CARE = "health_care"  # terveydenhuolto
    CHILD_PSYCHIATRY = "child_psychiatry"  # lasten- ja nuorisopsykiatria
    MENTAL_HEALTH = "mental_health"  # aikuisten mielenterveyspalvelut
    SUBSTANCE_CLINIC = "substance_clinic"  # päihdepalvelut
    VIOLENCE_SUPPORT = "violence_support"  # turvakoti, väkivaltatyö
    DISABILITY_SERVICE = "disability_service"  # vammaispalvelut
    THERAPY = "therapy"  # terapia, kuntoutus
    ADULT_SOCIAL_WORK = "adult_social_work"  # aikuissosiaalityö
    CHILD_PROTECTION = "child_protection"  # lastensuojelun avohuolto
    SUBSTITUTE_CARE = "substitute_care"  # sijaishuolto
    YOUTH_WORK = "youth_work"  # nuorisotyö
    ASSOCIATION = "association"  # järjestö, seurakunta
    OTHER = "other"


class Going(StrEnum):
    """Does a service go on? That it ended may be known though its day is not."""

    GOES_ON = "goes_on"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Helped(StrEnum):
    """The family's own view of a service."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT = "not"
    CANNOT_SAY = "cannot_say"


class OwnService(StrEnum):
    """What Kudelma itself knows of a family's services."""

    ASSESSMENT = "assessment"
    CLIENTSHIP = "clientship"
    NETWORK_MEETING = "network_meeting"


class EventKind(StrEnum):
    """What can happen in an assessment, as service use tells it (regulation.md part 5)."""

    INITIATED = "initiated"
    URGENCY_ASSESSED = "urgency_assessed"
    DECISION_MADE = "decision_made"
    ASSESSMENT_STARTED = "assessment_started"
    CHILD_HEARD = "child_heard"
    INVITED = "invited"
    MEETING_HELD = "meeting_held"
    STEPS_AGREED = "steps_agreed"
    ASSESSMENT_APPROVED = "assessment_approved"
    CLIENTSHIP_STARTED = "clientship_started"
    FEEDBACK_GIVEN = "feedback_given"
    CLIENTSHIP_ENDED = "clientship_ended"
    CLOSED = "closed"


class Phase(StrEnum):
    """Where an assessment is between two events."""

    ARRIVED = "arrived"
    ASSESSED = "assessed"
    AFTER = "after"
    PROTECTED = "protected"
    OVER = "over"


class Comparison(StrEnum):
    """Which earlier assessments count as comparable; nothing else of a family is looked at."""

    NEED = "need"  # begun on the same ground
    SOURCE = "source"  # the family came from the same party


class Weighed(StrEnum):
    """What the table of actors was to the group when it chose: people choose, and that is kept."""

    HELPED = "helped"
    OTHERWISE = "otherwise"
    NOT_USED = "not_used"


class Retention(StrEnum):
    """How long a field is kept: the rule rows of `core/deadlines/retention.py` say the years."""

    FAMILIES = "families"
    CHILD_PROTECTION = "child_protection"
    LOG = "log"
    CONSENT = "consent"
    WORKING_MATERIAL = "working_material"
    EMPLOYMENT = "employment"
