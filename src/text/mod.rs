//! Every sentence a person reads, in Spanish and English, side by side.
//!
//! A sentence is a method of [`Lang`], written once in a `sentences!` block with both its
//! languages: leaving one out does not compile, and a sentence that nobody uses is a dead-code
//! warning, which CI refuses. The files divide the sentences by the part of the program that
//! says them.

mod approvals;
mod asked;
mod catalogue;
mod chat;
#[cfg(all(test, feature = "demo"))]
mod checked;
mod commands;
mod composing;
mod config;
#[cfg(feature = "demo")]
mod demo;
mod detect;
mod disk;
pub(crate) mod help;
mod http;
mod machine;
mod mcp;
mod model;
mod modern;
mod offers;
mod output;
mod results;
mod sampling;
mod scripts;
mod sessions;
mod system;
mod tape;
mod usage;

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Spanish, the default.
    #[default]
    Es,
    /// English.
    En,
}

impl Lang {
    /// Returns the language for a setting such as `es`, `en`, `es_ES.UTF-8` or `en-GB`.
    pub fn parse(text: &str) -> Option<Self> {
        let primary = text.split(['_', '-', '.']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "es" => Some(Self::Es),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// Declares sentences: `name(arg, …) { es: "…{arg}…", en: "…{arg}…" }`.
///
/// Each becomes a method `lang.name(arg, …) -> String`; an argument is anything that implements
/// `Display`, so text of a server or a model has to come as `Untrusted`.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($arg:ident),* $(,)?) { es: $es:literal, en: $en:literal $(,)? })*) => {
        impl $crate::text::Lang {
            $(
                $(#[$doc])*
                pub(crate) fn $name(self, $($arg: impl std::fmt::Display),*) -> String {
                    match self {
                        Self::Es => format!($es),
                        Self::En => format!($en),
                    }
                }
            )*
        }

        /// The file's sentences, for the tests of all of them.
        #[cfg(all(test, feature = "demo"))]
        pub(super) const SENTENCES: &[(&str, &str, &str)] = &[$((stringify!($name), $es, $en)),*];
    };
}
use sentences;

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Lang::parse("es_ES.UTF-8"), Some(Lang::Es));
        assert_eq!(Lang::parse("EN-gb"), Some(Lang::En));
        assert_eq!(Lang::parse("fr"), None);
        assert_eq!(Lang::parse(""), None);
    }
}
