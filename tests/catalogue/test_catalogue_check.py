from assistant.catalogue.check import check_catalogue
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.corpus.check import located_texts
from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.pack.schema import Kind
from assistant.settings import ROOT


def texts():
    return {d.id: located_texts(d, split_document(d)) for d in load_corpus(ROOT / "corpus" / "documents")}


def test_a_requirement_of_a_course_without_a_record_is_named():
    catalogue = load_catalogue(ROOT / "corpus" / "records")
    kept = tuple(c for c in catalogue.all(Kind.COURSE) if c.name != "国际单证")
    problems = check_catalogue(Catalogue({**catalogue.records, Kind.COURSE: kept}, schema=catalogue.schema), texts())
    lacking = [r for r in catalogue.all(Kind.REQUIREMENT) if "国际单证" in r.texts("courses")]
    assert [p for p in problems if "国际单证" in p] == [f"Requirement {r.id}：没有课程 国际单证。" for r in lacking]


def test_a_semester_that_its_place_does_not_state_is_named():
    catalogue = load_catalogue(ROOT / "corpus" / "records")
    changed = tuple(
        c.having(semester="第九学期") if c.id == "school-a-documents" else c for c in catalogue.all(Kind.COURSE)
    )
    problems = check_catalogue(Catalogue({**catalogue.records, Kind.COURSE: changed}, schema=catalogue.schema), texts())
    assert [p for p in problems if "第九学期" in p]
