"""The picture of a check shows what may be shown and nothing more, at every size of group."""

from xml.etree import ElementTree

import pytest

from leadership.privacy import shown
from visioning.alignment_picture import HEIGHT, WIDTH, draw

SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture):
    return ElementTree.fromstring(picture)  # noqa: S314 - our own drawing


def drawn(levels, sentence="A sentence."):
    return parsed(draw(shown(levels), sentence, "one"))


@pytest.mark.parametrize("times", [2, 3, 8, 28, 29, 60])
def test_everything_stays_inside_its_frame(times):
    picture = drawn([1, 2, 3, 4, 5] * times)
    _left, head, _width, _height = (int(number) for number in picture.get("viewBox").split())
    assert 0 <= head < HEIGHT
    for shape in picture.iter():
        assert 0 <= float(shape.get("x", shape.get("cx", 0))) <= WIDTH
        assert head <= float(shape.get("y", shape.get("cy", head))) <= HEIGHT, ElementTree.tostring(shape)


def test_a_dot_for_each_answer_or_a_block_where_there_are_many():
    assert len([*drawn([1, 2, 3, 4, 5] * 3).iter(f"{SVG}circle")]) == 15
    many = drawn([1, 2, 3, 4, 5] * 40)
    assert not [*many.iter(f"{SVG}circle")]
    assert len([*many.iter(f"{SVG}rect")]) == 5


def test_small_groups_have_the_same_picture_for_the_same_bands():
    def body(levels):
        return draw(shown(levels), "", "one")

    assert body([4, 4, 4, 4, 4]) == body([5, 4, 5, 4, 3]) == body([4, 5, 4, 1, 1])
    assert body([4] * 12) == body([4] * 10 + [1, 2])


def test_the_sentence_is_its_title_and_runs_nothing():
    picture = draw(shown([4] * 6), "<script>9 of 11</script>", "one")
    assert "&lt;script&gt;9 of 11" in picture
    assert 'aria-labelledby="one-title"' in picture
    assert parsed(picture).find(f"{SVG}title").text == "<script>9 of 11</script>"
