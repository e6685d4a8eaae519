"""Writing one text together in real browsers: what everybody sees, what is safe when, and what happens in trouble."""

import re

from playwright.sync_api import expect

from tests.visioning.live_writing.clients import Server, database_url

from .editor import Desk, stored, until


def test_two_people_write_at_once_and_end_with_the_same_text(enter, vision, ana, ben):
    one, other = Desk(enter(ana), vision).open(), Desk(enter(ben), vision).open()
    one.write("Children are known here. ")
    other.reads("Children are known here.")
    one.at_end()
    one.press("Enter")
    other.at_end("see")
    for left, right in zip("Every door is open here.", "We plan together, always", strict=True):
        one.page.keyboard.type(left)
        other.page.keyboard.type(right)
    one.is_saved()
    other.is_saved()
    other.reads("Every door is open here.")
    one.reads("We plan together, always", "see")
    assert one.words() == other.words()
    assert one.words("see") == other.words("see")
    assert "Every door is open here." in stored(vision)


def test_two_people_at_the_very_same_spot_do_not_mix_their_words(enter, vision, ana, ben):
    one, other = Desk(enter(ana), vision).open(), Desk(enter(ben), vision).open()
    one.write("start ")
    other.reads("start")
    one.at_end()
    other.at_end()
    for left, right in zip("abcdefghijkl", "123456789XYZ", strict=True):
        one.page.keyboard.type(left)
        other.page.keyboard.type(right)
    one.is_saved()
    other.is_saved()
    one.reads("123456789XYZ")
    other.reads("abcdefghijkl")
    assert one.words() == other.words()
    assert len(one.words()) == len("start ") + 24


def test_saved_is_said_only_after_the_server_showed_the_words_back(enter, vision, ana):
    page = enter(ana)
    held, passing = [], {"on": True}

    def between(route):
        server = route.connect_to_server()
        server.on_message(lambda message: route.send(message) if passing["on"] else held.append(message))

    page.route_web_socket(re.compile("/ws/texts/"), between)
    desk = Desk(page, vision).open()
    desk.is_saved()
    passing["on"] = False
    desk.write("Not yet safe. ")
    expect(desk.state).to_have_text("Saving…")
    until(page, lambda: "Not yet safe." in stored(vision))  # the words arrived; only the proof is missing
    page.wait_for_timeout(500)
    expect(desk.state).to_have_text("Saving…")
    desk.keeps(1)
    passing["on"] = True
    desk.write("Now.")
    expect(desk.state).to_have_text("Saving…")  # what was held back never came
    page.wait_for_timeout(300)
    expect(desk.state).to_have_text("Saving…")


def test_words_written_offline_are_kept_over_a_reload_and_sent_later(enter, vision, ana, ben):
    desk = Desk(enter(ana), vision).open()
    desk.write("Before. ")
    desk.is_saved()
    desk.page.route_web_socket(re.compile("/ws/texts/"), lambda route: route.close())
    desk.page.route("**/exchange/", lambda route: route.abort())
    desk.page.context.set_offline(True)
    expect(desk.state).to_have_text("Offline: your words are kept on this device")
    desk.write("While offline. ")
    desk.keeps(1)
    assert "While offline" not in stored(vision)
    asked = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.page.context.set_offline(False)
    desk.page.reload()
    assert asked == ["beforeunload"]
    desk.page.close()

    again = Desk(enter(ana, beside=desk.page), vision).open()
    again.reads("While offline.")
    expect(again.page.locator(".shared-text-note")).to_contain_text("They are back in the text")
    again.is_saved()
    again.keeps(0)
    assert stored(vision).strip() == "Before. While offline."
    asked.clear()
    again.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    again.page.reload()
    assert asked == [], "nothing is unsent, so nothing is asked"


def test_kept_words_do_not_go_out_under_another_name(enter, vision, ana, ben):
    desk = Desk(enter(ana), vision).open()
    desk.page.context.set_offline(True)
    desk.write("Only Ana's. ")
    desk.keeps(1)
    kept = desk.page.evaluate("JSON.stringify(localStorage)")
    desk.page.close()

    shared_computer = enter(ben)
    shared_computer.add_init_script(
        f"for (const [key, value] of Object.entries({kept})) localStorage.setItem(key, value)"
    )
    other = Desk(shared_computer, vision).open()
    other.write("Ben was here. ")
    other.is_saved()
    assert "Ben was here." in stored(vision)
    assert "Only Ana" not in other.words()


def test_where_sockets_are_blocked_the_same_text_goes_over_http(enter, vision, ana, ben):
    behind_a_filter = enter(ana)
    behind_a_filter.route_web_socket(re.compile("/ws/texts/"), lambda route: route.close())
    one, other = Desk(behind_a_filter, vision).open(), Desk(enter(ben), vision).open()
    one.write("By plain HTTP. ")
    other.reads("By plain HTTP.")
    other.write("By socket.")
    one.reads("By socket.")
    one.is_saved()
    assert stored(vision).strip() == "By plain HTTP. By socket."
    expect(other.page.locator(".presence-list")).to_contain_text("Ana Ruiz")


def test_who_wrote_what_is_there_after_a_reload(enter, vision, ana, ben):
    one = Desk(enter(ana), vision).open()
    one.write("Ana's words. ")
    other = Desk(enter(ben), vision).open()
    other.write("And Ben's.")
    one.reads("And Ben's.")
    one.is_saved()
    other.page.close()
    one.page.reload()
    one.ready()
    one.page.get_by_role("button", name="Who wrote what").click()
    runs = one.part().locator(".author-run")
    expect(runs).to_have_count(2)
    assert runs.evaluate_all("runs => runs.map(run => [run.dataset.author, run.textContent])") == [
        ["Ana Ruiz", "Ana's words. "],
        ["Ben Okafor", "And Ben's."],
    ]
    expect(one.part()).to_contain_text("Ben Okafor: And Ben's.")
    one.at_end()
    expect(one.page.locator(".author-here")).to_have_text("Written by Ben Okafor")


def test_words_stay_their_writers_when_somebody_else_divides_or_reshapes_them(enter, vision, ana, ben):
    one = Desk(enter(ana), vision).open()
    one.write("Every child is known. Every door is open.")
    one.is_saved()
    other = Desk(enter(ben), vision).open()
    other.reads("Every door is open.")
    other.at_start()
    other.press(*["ArrowRight"] * len("Every child is known. "), "Enter")
    other.button("Bullets").click()
    one.page.get_by_role("button", name="Who wrote what").click()
    expect(one.part().locator("li .author-run")).to_have_text("Every door is open.")
    live = one.part().locator(".author-run").evaluate_all("runs => runs.map(run => run.dataset.author)")
    assert set(live) == {"Ana Ruiz"}
    one.page.reload()
    one.ready()
    one.page.get_by_role("button", name="Who wrote what").click()
    expect(one.part().locator("li .author-run")).to_have_attribute("data-author", "Ana Ruiz")


def test_a_client_id_that_is_somebody_elses_is_given_up_and_no_word_is_lost(enter, vision, ana, ben):
    other = Desk(enter(ben), vision).open()
    other.write("Ben's. ")
    other.is_saved()
    taken = vision.text.clients.get(person=ben).client
    page = enter(ana)
    # The first number this page draws for itself is Ben's.
    page.add_init_script(
        f"""const draw = crypto.getRandomValues.bind(crypto); let first = true;
        crypto.getRandomValues = array => {{
            draw(array);
            if (first && array instanceof Uint32Array) {{ array[0] = {taken}; first = false; }}
            return array;
        }};"""
    )
    desk = Desk(page, vision).open()
    desk.reads("Ben's.")
    desk.write("Ana's under her own hand.")
    other.reads("Ana's under her own hand.")
    desk.is_saved()
    assert vision.text.clients.filter(person=ben).count() == 1
    assert vision.text.clients.filter(person=ana).count() == 1
    desk.keeps(0)


def test_an_observer_reads_along_and_cannot_write(enter, vision, ana, cleo):
    reader, writer = Desk(enter(cleo), vision).open(), Desk(enter(ana), vision).open()
    expect(reader.part()).to_have_attribute("contenteditable", "false")
    expect(reader.page.get_by_role("toolbar")).to_have_count(0)
    writer.write("Read along. ")
    reader.reads("Read along.")
    expect(reader.state).to_have_text("You can read along. Writing is for members of the team.")


def test_who_leaves_the_team_while_writing_stops_and_can_take_the_words_along(enter, vision, team, ana, ben):
    desk = Desk(enter(ben), vision).open()
    desk.write("Stays. ")
    desk.is_saved()
    team.memberships.get(person=ben).delete()
    expect(desk.page.get_by_role("alert")).to_contain_text("You can no longer write in this text.")
    expect(desk.part()).to_have_attribute("contenteditable", "false")
    desk.reads("Stays.")


def test_signed_out_in_the_middle_the_unsaved_words_can_be_copied(enter, vision, ana):
    page = enter(ana)
    way = {"open": True}

    def between(route):
        server = route.connect_to_server()
        route.on_message(lambda message: server.send(message) if way["open"] else route.close(code=4401, reason="x"))

    page.route_web_socket(re.compile("/ws/texts/"), between)
    desk = Desk(page, vision).open()
    desk.write("Kept. ")
    desk.is_saved()
    desk.at_end()
    way["open"] = False
    page.evaluate("document.execCommand('insertText', false, 'Last words')")
    expect(page.get_by_role("alert")).to_contain_text("You are no longer signed in")
    expect(page.get_by_role("alert").get_by_role("textbox")).to_have_value("Last words")
    desk.keeps(1)


def test_the_server_dies_and_comes_back_and_nobody_loses_a_word(enter, vision, ana, ben):
    server = Server(database_url()).start()
    try:
        pages = [enter(person, base_url=server.origin) for person in (ana, ben)]
        one, other = (Desk(page, vision).open() for page in pages)
        one.write("Before. ")
        other.reads("Before.")
        one.is_saved()
        server.kill()
        expect(one.state).to_have_text("Offline: your words are kept on this device")
        one.write("From Ana meanwhile. ")
        other.write("From Ben meanwhile. ", "see")
        server.start()
        one.is_saved(30)
        other.is_saved(30)
        other.reads("From Ana meanwhile.")
        one.reads("From Ben meanwhile.", "see")
        assert stored(vision).strip() == "Before. From Ana meanwhile."
        one.keeps(0)
        other.keeps(0)
    finally:
        server.stop()
