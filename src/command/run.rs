//! Carries out the slash commands, for the chat and for scripts.

use tokio::sync::mpsc;

use super::{Command, approvals, export, last, model, prompts, resources, server, sessions};
use crate::agent::Agent;
use crate::agent::transcript::{Lost, Shelf, Wanted};
use crate::error::{Exit, Problem};
use crate::llm::catalogue::Catalogue;
use crate::mcp;
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;
use crate::view::{thoughts_page, tool_list, tool_page, usage_page};

/// Whether the model's thoughts are shown, and those of the last turn.
#[derive(Clone, Debug, Default)]
pub struct Thinking {
    /// Whether they are shown as they come.
    pub shown: bool,
    /// All of the last turn, ready to be shown.
    pub last: String,
}

/// What the commands work on.
pub struct Desk<'a> {
    /// The conversation.
    pub agent: &'a mut Agent,
    /// The MCP server.
    pub mcp: &'a mcp::Client,
    /// The models that the provider offers.
    pub catalogue: &'a Catalogue,
    /// The conversations of before.
    pub shelf: &'a Shelf,
    /// The model's thoughts.
    pub thinking: &'a mut Thinking,
    /// Language of the interface.
    pub lang: Lang,
    /// Colours.
    pub theme: Theme,
}

/// Carries out a command and returns what to show.
///
/// # Errors
/// Fails if it names something that there is none of.
pub async fn run(command: Command, desk: Desk<'_>) -> Result<String, Problem> {
    let Desk { agent, mcp, catalogue, shelf, thinking, lang, theme } = desk;
    match command {
        Command::Help => Ok(lang.help()),
        Command::Tools(None) => Ok(tool_list(&mcp.tools(), lang, theme)),
        Command::Tools(Some(name)) => {
            find_tool(&mcp.tools(), &name, lang).map(|tool| tool_page(&tool, lang, theme))
        }
        Command::Model(None) => Ok(model::current(agent, lang)),
        Command::Model(Some(name)) => Ok(model::switch(name, agent, catalogue, lang, theme).await),
        Command::Models(words) => model::list(words.as_deref(), catalogue, lang, theme).await,
        Command::Approvals(argument) => {
            approvals::run(argument.as_deref(), agent, &mcp.tools(), lang, theme)
        }
        Command::Last(which) => last(which.as_deref(), agent, lang, theme),
        Command::Export(file) => export::run(file.as_deref(), agent, lang),
        Command::Resume(Some(words)) => {
            sessions::take_up(&Wanted::Named(words), agent, shelf, lang, theme)
        }
        // A person chooses; a script has to say.
        Command::Resume(None) => {
            Err(sessions::lost(&Lost::None, &Wanted::Named(String::new()), "", shelf, lang))
        }
        Command::Rename(title) => sessions::rename(title.as_deref(), agent, lang).await,
        Command::Clear => {
            agent.clear();
            Ok(format!("{}\n", lang.cleared()))
        }
        Command::Usage => Ok(usage_page(&agent.usage(), &shown(agent.model()), lang)),
        Command::Thinking(argument) => think(argument.as_deref(), thinking, lang, theme),
        Command::Undo => {
            let question = undone(agent, lang).await?;
            Ok(format!("{}\n", lang.undone(Untrusted::from(question).line(200))))
        }
        Command::Prompts => prompts::list(mcp, lang, theme).await,
        Command::Resources(argument) => {
            let wanted = resources::Wanted::read(argument.as_deref());
            resources::run(&wanted, mcp, lang, theme).await
        }
        Command::Server => Ok(server::page(mcp, lang, theme)),
        // What needs a person before a terminal; in the chat the loop carries it out.
        Command::Edit | Command::Copy | Command::Prompt(_) | Command::Log(_) => Err(Problem {
            exit: Exit::Usage,
            what: lang.needs_a_chat(),
            cause: lang.needs_a_chat_cause(),
            advice: lang.needs_a_chat_advice(),
        }),
        // The loops carry these out themselves: some take time, one ends them.
        Command::Compact | Command::Retry | Command::Leave => Ok(String::new()),
    }
}

/// Takes back the last turn and returns its question.
///
/// # Errors
/// Fails if there is none.
pub async fn undone(agent: &mut Agent, lang: Lang) -> Result<String, Problem> {
    let (activity, _) = mpsc::channel(1);
    agent.undo(&activity).await.ok_or_else(|| nothing_to_undo(lang))
}

/// Returns that there is no turn to take back.
pub fn nothing_to_undo(lang: Lang) -> Problem {
    Problem {
        exit: Exit::Usage,
        what: lang.nothing_to_undo(),
        cause: lang.nothing_to_undo_cause(),
        advice: lang.nothing_to_undo_advice(),
    }
}

/// Shows or hides the model's thoughts; without an argument the other of both.
fn think(
    argument: Option<&str>,
    thinking: &mut Thinking,
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    let wanted = argument.map(str::to_lowercase);
    thinking.shown = match wanted.as_deref() {
        None => !thinking.shown,
        Some("on" | "si" | "sí") => true,
        Some("off" | "no") => false,
        Some("all" | "todo") => return Ok(thoughts_page(&thinking.last, lang, theme)),
        Some(other) => {
            return Err(Problem {
                exit: Exit::Usage,
                what: lang.thinking_argument(Untrusted::from(other).line(40)),
                cause: lang.thinking_argument_cause(),
                advice: lang.thinking_argument_advice(),
            });
        }
    };
    let said = if thinking.shown { lang.thinking_on() } else { lang.thinking_off() };
    Ok(format!("{said}\n"))
}

/// Returns a model's name as it may be shown.
fn shown(model: &str) -> String {
    Untrusted::from(model).line(80)
}

/// How much a name must be like another (Jaro–Winkler, 0 to 1) to be what was meant. Below it a
/// guess misleads: it may name a tool that changes data.
const ALIKE: f64 = 0.7;

/// Returns the tool called `name`, or the problem that there is none.
///
/// # Errors
/// Fails if no tool has that name.
pub fn find_tool(tools: &[Tool], name: &str, lang: Lang) -> Result<Tool, Problem> {
    if let Some(tool) = tools.iter().find(|tool| tool.name.raw() == name) {
        return Ok(tool.clone());
    }
    let likeness = |tool: &Tool| strsim::jaro_winkler(tool.name.raw(), name);
    let nearest = tools.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let advice = match nearest {
        Some(tool) if likeness(tool) >= ALIKE => lang.unknown_tool_advice(tool.name.line(64)),
        Some(_) => lang.unknown_tool_see_all(),
        None => lang.no_tools(),
    };
    Err(Problem {
        exit: Exit::Usage,
        what: lang.unknown_tool(Untrusted::from(name).line(64)),
        cause: lang.unknown_tool_cause(lang.tools(tools.len())),
        advice,
    })
}
