"""The columns of the formats of the field, written down from their own lists."""

from __future__ import annotations


def listed(words):
    """A list of names, in order."""
    return words.split()


ACTOR = listed(
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code")
GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
GDELT = [
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"], *(f"Actor1{name}" for name in ACTOR),
    *(f"Actor2{name}" for name in ACTOR),
    *listed(
        "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources "
        "NumArticles AvgTone"), *(f"Actor1Geo_{name}" for name in GEO), *(f"Actor2Geo_{name}" for name in GEO),
    *(f"ActionGeo_{name}" for name in GEO), "DATEADDED", "SOURCEURL"]
MENTIONS = listed(
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras")
ICEWS = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude"]
POLECAT = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"]
PHOENIX = listed(
    "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute "
    "TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode QuadClass "
    "GoldsteinScore Issues ActionLat ActionLong LocationName GeoCountryName GeoStateName SentenceID URLs "
    "NewsSources")
LISTS = {"gdelt": GDELT, "gdelt-mentions": MENTIONS, "icews": ICEWS, "polecat": POLECAT, "phoenix": PHOENIX}
PLOVER = listed(
    "id date actor event recipient event_loc event_text quad_code event_scale mode context link text text_info "
    "cite_info coder coded_date")
