//! What a person should know of the model before the first question: that it is about to end, or
//! cannot use tools. The prompt does not wait for it.

use std::time::Duration;

use crate::llm::catalogue::{Catalogue, Date, Models, Retirement};
use crate::text::Lang;
use crate::ui::Printer;
use crate::untrusted::Untrusted;
use crate::view::{no_tools_notice, retirement_notice};

/// How long the list of models is waited for.
const LISTS: Duration = Duration::from_secs(20);

/// What was told of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    retirement: Option<Retirement>,
    no_tools: bool,
}

/// Returns the notices about a model that were not told yet, and what is told with them.
pub(super) fn notices(
    models: &Models,
    model: &str,
    told: &Told,
    today: Date,
    lang: Lang,
) -> (Vec<String>, Told) {
    let name = Untrusted::from(model).line(80);
    let now = Told {
        retirement: models.retirement(model),
        no_tools: models.get(model).is_some_and(|model| model.takes_tools == Some(false)),
    };
    let mut lines = Vec::new();
    if let Some(end) = now.retirement.as_ref().filter(|_| now.retirement != told.retirement) {
        lines.push(retirement_notice(&name, end, today, lang));
    }
    if now.no_tools && !told.no_tools {
        lines.push(no_tools_notice(&name, lang));
    }
    (lines, now)
}

/// Tells what the provider's list adds to it, once that is there.
pub(super) async fn follow(
    catalogue: Catalogue,
    model: String,
    told: Told,
    printer: Printer,
    lang: Lang,
) {
    // Without a list there is nothing to add; who wants to know why asks with /models.
    let Ok(models) = catalogue.models(LISTS).await else { return };
    for line in notices(&models, &model, &told, catalogue.today(), lang).0 {
        printer.notice(line).await;
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Lang, Models, Told, notices};
    use crate::llm::Profile;

    #[test]
    fn the_end_of_a_model_is_told_once_and_only_by_the_host_that_announced_it() {
        let today = Date::parse("2026-11-25").unwrap();
        let at = |profile, told: &Told, lang| {
            notices(&Models::none(profile), "gpt-4o-mini", told, today, lang)
        };
        let (lines, told) = at(Profile::OpenAi, &Told::default(), Lang::Es);
        insta::assert_snapshot!(lines.join("\n"), @"⚠️  gpt-4o-mini dejará de estar disponible el 14 de enero de 2027; el proveedor recomienda gpt-6-luna (/model gpt-6-luna)");
        assert_eq!(at(Profile::OpenAi, &told, Lang::Es), (vec![], told));
        let (lines, _) = at(Profile::OpenAi, &Told::default(), Lang::En);
        insta::assert_snapshot!(lines.join("\n"), @"⚠️  gpt-4o-mini will be shut down on January 14, 2027; the provider recommends gpt-6-luna (/model gpt-6-luna)");
        assert_eq!(at(Profile::Other, &Told::default(), Lang::Es), (vec![], Told::default()));
    }
}
