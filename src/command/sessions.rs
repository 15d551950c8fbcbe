//! `/resume` and `/rename`, and why a conversation cannot be gone on with.

use std::io;

use tokio::sync::mpsc;

use crate::agent::Agent;
use crate::agent::transcript::{Lost, Shelf, Wanted};
use crate::error::{Exit, Problem};
use crate::terminal;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;
use crate::view::recap_page;

/// Goes on with the conversation that is meant, and returns where it stood.
///
/// # Errors
/// There is no such conversation, or it cannot be gone on with.
pub fn take_up(
    wanted: &Wanted,
    agent: &mut Agent,
    shelf: &Shelf,
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    let (past, copied) =
        agent.take_up(shelf, wanted).map_err(|lost| self::lost(&lost, wanted, "", shelf, lang))?;
    Ok(recap_page(&past, copied, agent.model(), terminal::width(), theme, lang))
}

/// Names the conversation.
///
/// # Errors
/// Fails without a name, or if the conversation is not kept.
pub(super) async fn rename(
    title: Option<&str>,
    agent: &mut Agent,
    lang: Lang,
) -> Result<String, Problem> {
    let fail =
        |cause, advice| Problem { exit: Exit::Usage, what: lang.rename_failed(), cause, advice };
    let Some(title) = title else {
        return Err(fail(lang.rename_no_title(), lang.rename_advice()));
    };
    if agent.conversation().is_none() {
        return Err(fail(lang.rename_unsaved(), lang.rename_unsaved_advice()));
    }
    if agent.last_question().is_none() {
        return Err(fail(lang.rename_empty(), lang.nothing_to_undo_advice()));
    }
    // One line, as it is shown in lists.
    let title = Untrusted::from(title).line(200);
    let (activity, _) = mpsc::channel(1);
    if !agent.rename(&title, &activity).await {
        return Err(Problem {
            exit: Exit::Failure,
            ..fail(lang.rename_unkept(), lang.rename_unkept_advice())
        });
    }
    Ok(format!("{}\n", lang.renamed(title)))
}

/// Returns why a conversation cannot be gone on with.
pub fn lost(lost: &Lost, wanted: &Wanted, server: &str, shelf: &Shelf, lang: Lang) -> Problem {
    let folder = shelf.folder().display();
    let (exit, cause, advice) = match (lost, wanted) {
        (Lost::None, Wanted::Last) => {
            (Exit::Usage, lang.resume_none_with(server), lang.resume_none_advice(folder))
        }
        (Lost::None, Wanted::Named(text)) => {
            let text = Untrusted::from(text.as_str()).line(60);
            (Exit::Usage, lang.resume_none_named(text), lang.resume_none_advice(folder))
        }
        (Lost::Newer(newer), _) => {
            (Exit::Failure, lang.resume_newer(newer.0), lang.resume_newer_advice())
        }
        (Lost::Io(error), _) => (Exit::Failure, error.to_string(), lang.resume_io_advice(folder)),
    };
    Problem { exit, what: lang.resume_failed(), cause, advice }
}

/// Returns why the conversations cannot be listed.
pub fn unlisted(error: &io::Error, shelf: &Shelf, lang: Lang) -> Problem {
    Problem {
        exit: Exit::Failure,
        what: lang.sessions_failed(),
        cause: error.to_string(),
        advice: lang.resume_io_advice(shelf.folder().display()),
    }
}
