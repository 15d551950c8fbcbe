//! `/resources`: lists the server's resources and templates, or shows one.

use crate::error::{Exit, Explain as _, Problem};
use crate::mcp;
use crate::mcp::protocol::{Held, Resource};
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;

/// Characters of a URI, and of a description, in the list.
const URI: usize = 200;
const SHORT: usize = 100;

/// What is wanted of the resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The list.
    List,
    /// One of them.
    Show(String),
    /// To be told of its changes, or no longer.
    Watch(String, bool),
}

impl Wanted {
    /// Reads what stands after the command; the words of both languages count in both.
    pub fn read(argument: Option<&str>) -> Self {
        let Some(argument) = argument else { return Self::List };
        let (word, uri) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
        let uri = uri.trim().to_owned();
        match word.to_lowercase().as_str() {
            "watch" | "vigilar" => Self::Watch(uri, true),
            "unwatch" | "dejar" => Self::Watch(uri, false),
            _ => Self::Show(argument.to_owned()),
        }
    }
}

/// Carries out the command where nobody is told of changes.
///
/// # Errors
/// Fails if the server does not tell.
pub async fn run(
    wanted: &Wanted,
    mcp: &mcp::Client,
    lang: Lang,
    theme: Theme,
) -> Result<String, Problem> {
    match wanted {
        Wanted::List => list(mcp, lang, theme).await,
        Wanted::Show(uri) => show(uri, mcp, lang, theme).await,
        Wanted::Watch(..) => Err(Problem {
            exit: Exit::Usage,
            what: lang.needs_a_chat(),
            cause: lang.needs_a_chat_cause(),
            advice: lang.needs_a_chat_advice(),
        }),
    }
}

async fn list(mcp: &mcp::Client, lang: Lang, theme: Theme) -> Result<String, Problem> {
    let told = |error: mcp::McpError| error.explain(lang);
    let resources = mcp.resources().await.map_err(told)?;
    let templates = mcp.templates().await.map_err(told)?;
    if resources.is_empty() && templates.is_empty() {
        return Ok(format!("{}\n", lang.resources_none()));
    }
    let mut page: String = resources.iter().map(|resource| line(resource, theme)).collect();
    if !templates.is_empty() {
        page.push_str(&format!("{}\n", lang.resources_templates()));
        page.extend(templates.iter().map(|template| line(template, theme)));
    }
    page.push_str(&format!("{}\n", theme.dim(lang.resources_hint())));
    if mcp.offers().subscribe {
        page.push_str(&format!("{}\n", theme.dim(lang.resources_watch_hint())));
    }
    Ok(page)
}

fn line(resource: &Resource, theme: Theme) -> String {
    let about = [resource.name.line(60), resource.description.line(SHORT), resource.mime.line(40)];
    let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
    let uri = theme.strong(resource.uri.line(URI));
    if about.is_empty() {
        return format!("  {uri}\n");
    }
    format!("  {uri} {}\n", theme.dim(format!("— {}", about.join(" · "))))
}

/// Returns what a resource holds: texts as they may be shown, of anything else what it is.
async fn show(uri: &str, mcp: &mcp::Client, lang: Lang, theme: Theme) -> Result<String, Problem> {
    let parts = read(uri, mcp, lang).await?;
    let mut page = String::new();
    for part in &parts {
        let shown = if part.uri.raw().is_empty() { uri.into() } else { part.uri.clone() };
        let head = format!("{} {}", shown.line(URI), part.mime.line(60));
        page.push_str(&format!("{}\n", theme.strong(head.trim_end())));
        match &part.content {
            Ok(text) => page.push_str(&format!("{}\n", text.to_string().trim_end())),
            Err(bytes) => {
                let bytes = lang.count(u64::try_from(*bytes).unwrap_or(u64::MAX));
                let kind = match part.mime.line(60) {
                    kind if kind.is_empty() => lang.resource_untyped(),
                    kind => kind,
                };
                page.push_str(&format!("{}\n", lang.resource_binary(kind, bytes)));
            }
        }
    }
    if parts.is_empty() {
        page.push_str(&format!("{}\n", lang.resource_empty()));
    }
    Ok(page)
}

/// Reads a resource.
///
/// # Errors
/// Fails if the server offers none, or does not give this one.
pub async fn read(uri: &str, mcp: &mcp::Client, lang: Lang) -> Result<Vec<Held>, Problem> {
    if !mcp.offers().resources {
        return Err(refused(uri, lang.resource_not_offered(), lang));
    }
    mcp.read_resource(uri).await.map_err(|error| {
        let cause = match error {
            mcp::McpError::Rpc { code, message, .. } => lang.mcp_rpc(code, message.line(300)),
            error => error.explain(lang).cause,
        };
        refused(uri, cause, lang)
    })
}

/// Returns that nothing can be done with a resource.
pub fn refused(uri: &str, cause: String, lang: Lang) -> Problem {
    Problem {
        exit: Exit::Server,
        what: lang.resource_failed(Untrusted::from(uri).line(URI)),
        cause,
        advice: lang.resource_advice(),
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn the_words_of_both_languages_count() {
        let uri = || "f://a b".to_owned();
        for (typed, wanted) in [
            (None, Wanted::List),
            (Some("f://a b"), Wanted::Show(uri())),
            (Some("vigilar f://a b"), Wanted::Watch(uri(), true)),
            (Some("WATCH  f://a b"), Wanted::Watch(uri(), true)),
            (Some("dejar f://a b"), Wanted::Watch(uri(), false)),
            (Some("unwatch"), Wanted::Watch(String::new(), false)),
        ] {
            assert_eq!(Wanted::read(typed), wanted);
        }
    }
}
