//! Does a value fit its field? Told so that the person can put it right.

use serde_json::{Number, Value};

use super::field::{Field, Format, Kind, Pick};

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// It must have a value.
    Missing,
    /// It has fewer characters than this.
    Short(u64),
    /// It has more characters than this.
    Long(u64),
    /// It does not look like this.
    Form(Format),
    /// It is no number.
    NoNumber,
    /// It is no whole number.
    NoInteger,
    /// It is less than this.
    Small(f64),
    /// It is more than this.
    Large(f64),
    /// It is neither yes nor no.
    NoBoolean,
    /// It is none of the values that are offered.
    NoPick(String),
    /// There are fewer than this.
    Few(u64),
    /// There are more than this.
    Many(u64),
}

impl Field {
    /// Whether a value fits.
    ///
    /// # Errors
    /// Tells what is wrong.
    pub fn takes(&self, value: &Value) -> Result<(), Wrong> {
        match (&self.kind, value) {
            (Kind::Text { min, max, format }, Value::String(text)) => {
                text_fits(text, *min, *max, *format)
            }
            (Kind::Text { format, .. }, _) => Err(format.map_or(Wrong::Missing, Wrong::Form)),
            (Kind::Number { whole, min, max }, Value::Number(number)) => {
                number_fits(number, *whole, *min, *max)
            }
            (Kind::Number { .. }, _) => Err(Wrong::NoNumber),
            (Kind::Boolean, Value::Bool(_)) => Ok(()),
            (Kind::Boolean, _) => Err(Wrong::NoBoolean),
            (Kind::One(of), Value::String(value)) => is_offered(value, of),
            (Kind::One(_), other) => Err(Wrong::NoPick(other.to_string())),
            (Kind::Some { of, min, max }, Value::Array(values)) => {
                for value in values {
                    match value {
                        Value::String(value) => is_offered(value, of)?,
                        other => return Err(Wrong::NoPick(other.to_string())),
                    }
                }
                count_fits(values.len() as u64, *min, *max, Wrong::Few, Wrong::Many)
            }
            (Kind::Some { .. }, other) => Err(Wrong::NoPick(other.to_string())),
        }
    }

    /// Reads what was typed: a text as it is, a number, yes or no in both languages, a value that
    /// is offered by its number, its name or its title; several with commas between them.
    ///
    /// # Errors
    /// Tells what is wrong.
    pub fn typed(&self, typed: &str) -> Result<Value, Wrong> {
        let word = typed.trim();
        let value = match &self.kind {
            Kind::Text { format: None, .. } => Value::from(typed),
            Kind::Text { format: Some(_), .. } => Value::from(word),
            Kind::Number { whole, .. } => Value::Number(number(word, *whole)?),
            Kind::Boolean => Value::Bool(boolean(word).ok_or(Wrong::NoBoolean)?),
            Kind::One(of) => Value::from(picked(word, of)?),
            Kind::Some { of, .. } => {
                let mut values: Vec<Value> = Vec::new();
                // A title may have a comma of its own.
                let words = match picked(word, of) {
                    Ok(_) => vec![word],
                    Err(_) => word.split(',').map(str::trim).filter(|w| !w.is_empty()).collect(),
                };
                for word in words {
                    let value = Value::from(picked(word, of)?);
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
                Value::Array(values)
            }
        };
        self.takes(&value).map(|()| value)
    }
}

fn text_fits(
    text: &str,
    min: Option<u64>,
    max: Option<u64>,
    format: Option<Format>,
) -> Result<(), Wrong> {
    count_fits(text.chars().count() as u64, min, max, Wrong::Short, Wrong::Long)?;
    match format {
        Some(format) if !format.fits(text) => Err(Wrong::Form(format)),
        Some(_) | None => Ok(()),
    }
}

fn count_fits(
    count: u64,
    min: Option<u64>,
    max: Option<u64>,
    few: fn(u64) -> Wrong,
    many: fn(u64) -> Wrong,
) -> Result<(), Wrong> {
    match (min, max) {
        (Some(min), _) if count < min => Err(few(min)),
        (_, Some(max)) if count > max => Err(many(max)),
        (_, _) => Ok(()),
    }
}

fn number_fits(
    number: &Number,
    whole: bool,
    min: Option<f64>,
    max: Option<f64>,
) -> Result<(), Wrong> {
    let value = number.as_f64().ok_or(Wrong::NoNumber)?;
    if whole && value.fract() != 0.0 {
        return Err(Wrong::NoInteger);
    }
    match (min, max) {
        (Some(min), _) if value < min => Err(Wrong::Small(min)),
        (_, Some(max)) if value > max => Err(Wrong::Large(max)),
        (_, _) => Ok(()),
    }
}

fn number(word: &str, whole: bool) -> Result<Number, Wrong> {
    if let Ok(number) = word.parse::<i64>() {
        return Ok(number.into());
    }
    // In Spanish the point of a number is a comma.
    let value: f64 = word.replacen(',', ".", 1).parse().map_err(|_| Wrong::NoNumber)?;
    if whole {
        return Err(Wrong::NoInteger);
    }
    Number::from_f64(value).ok_or(Wrong::NoNumber)
}

fn boolean(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "s" | "si" | "sí" | "y" | "yes" | "true" | "verdadero" | "1" => Some(true),
        "n" | "no" | "false" | "falso" | "0" => Some(false),
        _ => None,
    }
}

fn is_offered(value: &str, of: &[Pick]) -> Result<(), Wrong> {
    // A server that offers nothing takes anything.
    let offered = of.is_empty() || of.iter().any(|pick| pick.value == value);
    if offered { Ok(()) } else { Err(Wrong::NoPick(value.to_owned())) }
}

/// Finds a value by itself, by its title, or by its number in the list.
fn picked(word: &str, of: &[Pick]) -> Result<String, Wrong> {
    if of.is_empty() {
        return Ok(word.to_owned());
    }
    let folded = word.to_lowercase();
    let is_title = |pick: &&Pick| {
        pick.title.as_ref().is_some_and(|title| title.line(200).to_lowercase() == folded)
    };
    let by_number = || of.get(word.parse::<usize>().ok()?.checked_sub(1)?);
    of.iter()
        .find(|pick| pick.value == word)
        .or_else(|| of.iter().find(is_title))
        .or_else(|| of.iter().find(|pick| pick.value.to_lowercase() == folded))
        .or_else(by_number)
        .map(|pick| pick.value.clone())
        .ok_or_else(|| Wrong::NoPick(word.to_owned()))
}

impl Format {
    /// Whether a text looks like it. An address is judged as lightly as browsers do: whether it
    /// exists, only its server knows.
    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::Email => text.split_once('@').is_some_and(|(name, host)| {
                let is_part = |part: &str| {
                    !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@')
                };
                is_part(name) && is_part(host) && !host.starts_with('.') && !host.ends_with('.')
            }),
            Self::Uri => !text.contains(char::is_whitespace) && url::Url::parse(text).is_ok(),
            Self::Date => is_date(text),
            Self::DateTime => {
                let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return false };
                is_date(date) && is_time(time)
            }
        }
    }
}

/// `YYYY-MM-DD` (RFC 3339, full-date).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `HH:MM:SS`, with a fraction or without, and `Z` or an offset (RFC 3339, full-time).
fn is_time(text: &str) -> bool {
    let Some(offset) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, offset) = text.split_at(offset);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else { return false };
    let within = |text: &str, most| digits(text, 2).is_some_and(|number| number <= most);
    let zone = match offset.strip_prefix(['+', '-']) {
        None => offset.len() == 1,
        Some(zone) => zone
            .split_once(':')
            .is_some_and(|(hours, minutes)| within(hours, 23) && within(minutes, 59)),
    };
    let fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    // 60: a leap second.
    within(hour, 23) && within(minute, 59) && within(second, 60) && fraction && zone
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}
