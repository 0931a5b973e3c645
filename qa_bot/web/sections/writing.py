"""The choice between answers that a language model writes and quoted ones, and where the model gets text sent."""

from qa_bot.models.llm.presence import sent_where
from qa_bot.web import components, widgets
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.wording import QUOTED, written_by


def draw_choice(state: ApplicationState, session: Session) -> None:
    """Draw the choice if there is a language model, and where text is sent if that is another machine."""
    if state.model is None:
        return
    names = {"compose": written_by(state.model.name, state.writing_seconds()), "extract": QUOTED}
    mode = session.writing or "compose"
    widgets.segmented_control("Who words the answer", "writing", names, mode, session.choose_writing)
    if mode == "compose" and not state.model.choice.is_local:
        components.rows("model-sent", [{"label": "", "detail": sent_where(state.model.choice)}])
