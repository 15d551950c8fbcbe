//! What a server asks for, as a person can judge it: who asks, in whose words, and what each field
//! takes. All of it is the server's text, so all of it passes through `Untrusted`.

use serde_json::{Map, Value};

use super::approval::wrap::{columns, wrap};
use crate::mcp::protocol::{ElicitForm, Field, Format, Kind, Pick, Wrong};
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Untrusted, visible_json_line};

/// Before everything that belongs to the question.
const INDENT: &str = "   ";
/// Before the words of the server, so that they cannot pass for ours.
pub(super) const BAR: &str = "   │ ";
/// A title or a name on one line, in characters.
const TITLE: usize = 80;

/// Returns a form before it is filled in: who asks, and what for.
pub fn form_page(
    server: &str,
    form: &ElicitForm,
    lang: Lang,
    theme: Theme,
    width: usize,
) -> String {
    let mut lines = vec![String::new(), theme.warn(lang.form_heading(server))];
    lines.extend(block(&form.message.to_string(), BAR, width));
    lines.extend(block(&lang.form_warning(), INDENT, width).map(|line| theme.dim(line)));
    let keys = match form.fields.len() {
        0 => lang.form_keys_bare(),
        1 => lang.form_keys(lang.form_field()),
        count => lang.form_keys(lang.form_fields(count)),
    };
    lines.push(theme.dim(keys));
    lines.join("\n") + "\n"
}

/// Returns how the fields are filled in.
pub fn form_how(lang: Lang, theme: Theme, width: usize) -> String {
    let lines: Vec<String> =
        block(&lang.form_how(), "", width).map(|line| theme.dim(line) + "\n").collect();
    lines.concat()
}

/// Returns a field before it is typed: what it is called, what it is about, and what it takes.
pub fn field_page(
    (place, of): (usize, usize),
    field: &Field,
    lang: Lang,
    theme: Theme,
    width: usize,
) -> String {
    let must = if field.required { lang.form_required() } else { lang.form_optional() };
    let takes = takes(&field.kind, lang);
    let heading = lang.form_place(place, of, theme.strong(title(field)));
    let facts = theme.dim(format!("({must}; {takes})"));
    let mut lines = vec![format!("{INDENT}{heading} {facts}")];
    let below = "       ";
    let said = "     │ ";
    if let Some(description) = &field.description {
        lines.extend(block(&description.to_string(), said, width));
    }
    for (at, pick) in picks(&field.kind).iter().enumerate() {
        let number = at + 1;
        lines.extend(block(&format!("{number}. {}", offered(pick)), below, width));
    }
    lines.join("\n") + "\n"
}

/// Returns what will be sent, each value with its key.
pub fn form_summary(
    server: &str,
    fields: &[Field],
    content: &Map<String, Value>,
    lang: Lang,
    theme: Theme,
    width: usize,
) -> String {
    let mut lines = vec![String::new(), lang.form_summary(server)];
    for field in fields {
        let key = Untrusted::from(field.key.as_str()).line(TITLE);
        let title = title(field);
        let name = if title == key { key } else { format!("{title} ({key})") };
        let value = content
            .get(&field.key)
            .map_or_else(|| theme.dim(lang.form_none()), |value| shown_value(value, field, lang));
        lines.extend(block(&format!("{name}: {value}"), INDENT, width));
    }
    lines.push(theme.dim(lang.form_send_keys()));
    lines.join("\n") + "\n"
}

/// Returns what a field is called.
pub fn title(field: &Field) -> String {
    let title = field.title.as_ref().map(|title| title.line(TITLE)).unwrap_or_default();
    if title.is_empty() { Untrusted::from(field.key.as_str()).line(TITLE) } else { title }
}

/// Returns a value as it is typed and shown.
pub fn shown_value(value: &Value, field: &Field, lang: Lang) -> String {
    let plain = |text: &str| Untrusted::from(text).to_string();
    match value {
        Value::String(text) => match picks(&field.kind).iter().find(|pick| pick.value == *text) {
            Some(pick) => offered(pick),
            None => plain(text),
        },
        Value::Bool(true) => lang.form_yes(),
        Value::Bool(false) => lang.form_no(),
        Value::Array(values) => {
            let values: Vec<String> =
                values.iter().map(|value| shown_value(value, field, lang)).collect();
            values.join(", ")
        }
        Value::Null | Value::Number(_) | Value::Object(_) => visible_json_line(value),
    }
}

/// Returns why what was typed does not fit.
pub fn wrong(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::Missing => lang.form_missing(),
        Wrong::Short(min) => lang.form_short(min),
        Wrong::Long(max) => lang.form_long(max),
        Wrong::Form(format) => lang.form_format(format_name(*format, lang)),
        Wrong::NoNumber => lang.form_no_number(),
        Wrong::NoInteger => lang.form_no_integer(),
        Wrong::Small(min) => lang.form_small(min),
        Wrong::Large(max) => lang.form_large(max),
        Wrong::NoBoolean => lang.form_no_boolean(),
        Wrong::NoPick(typed) => lang.form_no_pick(Untrusted::from(typed.as_str()).line(TITLE)),
        Wrong::Few(min) => lang.form_few(min),
        Wrong::Many(max) => lang.form_many(max),
    }
}

fn takes(kind: &Kind, lang: Lang) -> String {
    match kind {
        Kind::Text { min, max, format } => {
            let name = format.map_or_else(|| lang.kind_name_text(), |it| format_name(it, lang));
            with_bounds(name, bounds(*min, *max, lang).map(|all| lang.form_characters(all)))
        }
        Kind::Number { whole, min, max } => {
            let name = if *whole { lang.kind_name_integer() } else { lang.kind_name_number() };
            with_bounds(name, bounds(*min, *max, lang))
        }
        Kind::Boolean => lang.kind_name_boolean(),
        Kind::One(_) => lang.form_takes_one(),
        Kind::Some { of: _, min, max } => with_bounds(
            lang.form_takes_some(),
            bounds(*min, *max, lang).map(|all| lang.form_picks(all)),
        ),
    }
}

fn with_bounds(name: String, bounds: Option<String>) -> String {
    match bounds {
        Some(bounds) => format!("{name}, {bounds}"),
        None => name,
    }
}

fn bounds<N: std::fmt::Display>(min: Option<N>, max: Option<N>, lang: Lang) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(lang.form_bounds(min, max)),
        (Some(min), None) => Some(lang.form_at_least(min)),
        (None, Some(max)) => Some(lang.form_at_most(max)),
        (None, None) => None,
    }
}

fn format_name(format: Format, lang: Lang) -> String {
    match format {
        Format::Email => lang.form_takes_email(),
        Format::Uri => lang.form_takes_uri(),
        Format::Date => lang.form_takes_date(),
        Format::DateTime => lang.form_takes_date_time(),
    }
}

fn picks(kind: &Kind) -> &[Pick] {
    match kind {
        Kind::One(of) | Kind::Some { of, .. } => of,
        Kind::Text { .. } | Kind::Number { .. } | Kind::Boolean => &[],
    }
}

/// Returns a value that is offered, with what is sent where it is called something else.
fn offered(pick: &Pick) -> String {
    let value = Untrusted::from(pick.value.as_str()).line(TITLE);
    match &pick.title {
        Some(title) => format!("{} ({value})", title.line(TITLE)),
        None => value,
    }
}

/// Breaks a text into lines that fit, each after `indent`.
pub(super) fn block(text: &str, indent: &str, width: usize) -> impl Iterator<Item = String> {
    let room = width.saturating_sub(columns(indent)).max(1);
    let lines: Vec<String> = text
        .lines()
        .flat_map(|line| wrap(line, room))
        .map(|line| format!("{indent}{}", line.trim_end()))
        .collect();
    lines.into_iter()
}
