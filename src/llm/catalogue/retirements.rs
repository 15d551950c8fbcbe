//! Which models of OpenAI's own API end when, for as long as its list does not say so.
//!
//! The provider's list has the last word (`shutdown_date`, which it gives since 2026); this table
//! is for a list that cannot be had, a model that is no longer in it, and for the replacements,
//! which no list names. Source: developers.openai.com/api/docs/deprecations, November 2026. A
//! replacement stands here only where every version of that page names the same.

use super::{Date, Retirement};
use crate::llm::Profile;

/// A day, and the models that end on it.
const OPENAI: [(&str, &[&str]); 4] = [
    (
        "2026-10-23",
        &["gpt-3.5-turbo", "gpt-4", "gpt-4-turbo", "gpt-4.1-nano", "o1", "o3-mini", "o4-mini"],
    ),
    ("2026-12-11", &["gpt-5", "gpt-5-mini", "gpt-5-nano", "o3"]),
    ("2027-01-14", &["gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini"]),
    ("2027-04-01", &["gpt-5.1", "gpt-5.4-nano"]),
];

/// A model, and what the provider recommends instead.
const REPLACEMENTS: [(&str, &str); 1] = [("gpt-4o-mini", "gpt-6-luna")];

/// Returns what is known of a model's end at such a host: nothing but at OpenAI's own.
pub(super) fn of(profile: Profile, id: &str) -> Option<Retirement> {
    match profile {
        Profile::OpenAi => {
            let (day, _) = OPENAI.iter().find(|(_, models)| models.contains(&id))?;
            let replacement = REPLACEMENTS.iter().find(|(model, _)| *model == id);
            let replacement = replacement.map(|(_, instead)| (*instead).into());
            Some(Retirement { date: Date::parse(day)?, replacement })
        }
        Profile::OpenRouter | Profile::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, OPENAI, of};
    use crate::llm::Profile;

    #[test]
    fn the_default_model_ends_and_its_replacement_is_named() {
        let retirement = of(Profile::OpenAi, "gpt-4o-mini").expect("a retirement");
        assert_eq!(retirement.date.to_string(), "2027-01-14");
        assert_eq!(retirement.replacement, Some("gpt-6-luna".into()));
        for other in [Profile::OpenRouter, Profile::Other] {
            assert_eq!(of(other, "gpt-4o-mini"), None);
        }
        assert_eq!(of(Profile::OpenAi, "gpt-6-luna"), None);
    }

    #[test]
    fn every_day_in_the_table_is_one() {
        for (day, _) in OPENAI {
            assert!(Date::parse(day).is_some(), "{day}");
        }
    }
}
