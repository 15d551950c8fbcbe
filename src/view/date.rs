//! Dates as a person reads them.

use crate::llm::catalogue::Date;
use crate::text::Lang;

/// Returns a date as it stands in a sentence: `el 14 de enero de 2027`, `on January 14, 2027`.
pub(super) fn when(date: Date, lang: Lang) -> String {
    match (date.month(), date.day()) {
        (Some(month), Some(day)) => lang.on_day(day, lang.month(month), date.year()),
        (Some(month), None) => lang.in_month(lang.month(month), date.year()),
        (None, _) => lang.in_year(date.year()),
    }
}

/// Returns a day as it stands alone: `14 de enero de 2027`, `January 14, 2027`.
pub(super) fn day(date: Date, lang: Lang) -> String {
    match (date.month(), date.day()) {
        (Some(month), Some(day)) => lang.day(day, lang.month(month), date.year()),
        (Some(_) | None, _) => date.to_string(),
    }
}
