//! `/server`: who the server is, what it offers, and what it wants the model to know.

use crate::mcp;
use crate::text::Lang;
use crate::ui::Theme;

/// Returns the page.
pub(super) fn page(mcp: &mcp::Client, lang: Lang, theme: Theme) -> String {
    let Some(server) = mcp.server() else { return format!("{}\n", lang.server_away()) };
    let (name, version) = (server.name.line(60), server.version.line(20));
    let who = lang.server_who(name, version, &server.protocol);
    let offers = server.offers;
    let what = [
        Some(lang.tools(mcp.tools().len())),
        offers.prompts.then(|| lang.offers_prompts()),
        offers.resources.then(|| lang.offers_resources()),
        offers.subscribe.then(|| lang.offers_subscriptions()),
        offers.completions.then(|| lang.offers_completions()),
        offers.logging.then(|| lang.offers_logging()),
    ];
    let what: Vec<String> = what.into_iter().flatten().collect();
    let mut page =
        format!("{}\n{}\n", theme.strong(who.trim()), lang.server_offers(what.join(", ")));
    match &server.instructions {
        None => page.push_str(&format!("{}\n", theme.dim(lang.server_no_instructions()))),
        Some(text) => {
            let heading = theme.dim(lang.server_instructions());
            page.push_str(&format!("{heading}\n{}\n", text.to_string().trim()));
        }
    }
    page
}
