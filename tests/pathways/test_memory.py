import pytest

from kudelma.pathways.memory import in_bytes, share


@pytest.mark.parametrize(("written", "size"), [("1GB", 10**9), ("512 MiB", 512 << 20), ("1.5KB", 1500)])
def test_size_is_read_as_it_is_written(written: str, size: int) -> None:
    assert in_bytes(written) == size


@pytest.mark.parametrize("written", ["", "much", "50%", "1000", "'; drop table x; --"])
def test_what_is_no_size_names_the_cure(written: str) -> None:
    with pytest.raises(ValueError, match="write it as 1GB"):
        in_bytes(written)


@pytest.mark.parametrize(("part", "least", "expected"), [(0.5, "1MiB", 512), (0.1, "200MiB", 200), (0.1, "2GiB", 1024)])
def test_share_is_never_less_than_the_least_nor_more_than_all(part: float, least: str, expected: int) -> None:
    assert in_bytes(share("1GiB", part, least=least)) == expected << 20
