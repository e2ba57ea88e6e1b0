import io

from bot.meter import Meter


class Terminal(io.StringIO):
    """A screen."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_at_a_terminal_one_line_fills_up() -> None:
    """Whoever waits sees how far it is; the end leaves the line."""
    screen = Terminal()
    meter = Meter("Embedding", screen)
    meter(0, 4)
    meter(2, 4)
    meter(4, 4)
    assert "\n" not in screen.getvalue()[:-1]
    lines = screen.getvalue().strip().split("\r")
    assert [line.count("█") for line in lines] == [0, 15, 30]
    assert lines[1].startswith("Embedding [")
    assert screen.getvalue().endswith("4/4\n")


def test_in_a_log_there_is_a_line_now_and_then() -> None:
    """Thousands of steps make a few lines without control characters; the end is always told."""
    log = io.StringIO()
    meter = Meter("Embedding", log)
    for done in range(1001):
        meter(done, 1000)
    assert log.getvalue() == "Embedding 0/1000\nEmbedding 1000/1000\n"
