//! How large a result is, in the terms in which a person thinks of it. Pure.

use serde_json::Value;

/// A text is worth a size from so many bytes on.
const LARGE: usize = 1024;

/// The size of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A list of so many.
    Rows(usize),
    /// A text of so many lines.
    Lines(usize),
    /// Anything else of so many bytes.
    Bytes(usize),
    /// Something short.
    Short,
}

impl Shape {
    /// Finds the size of a result's text.
    pub fn of(text: &str) -> Self {
        let json: Option<Value> = serde_json::from_str(text).ok();
        match json {
            Some(Value::Array(rows)) => return Self::Rows(rows.len()),
            // A list with what is said about it, as `{"employees": […], "total": 3}`.
            Some(Value::Object(fields)) => {
                let mut lists = fields.values().filter_map(Value::as_array);
                if let (Some(rows), None) = (lists.next(), lists.next()) {
                    return Self::Rows(rows.len());
                }
            }
            Some(_) | None => {}
        }
        let lines = text.trim_end().lines().count();
        match lines {
            2.. => Self::Lines(lines),
            _ if text.len() >= LARGE => Self::Bytes(text.len()),
            _ => Self::Short,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn a_result_has_the_size_that_a_person_sees_in_it() {
        for (text, shape) in [
            ("[]", Shape::Rows(0)),
            (r#"[{"n":1},{"n":2}]"#, Shape::Rows(2)),
            (r#"{"employees":[1,2,3],"total":3}"#, Shape::Rows(3)),
            (r#"{"a":[1],"b":[2]}"#, Shape::Short),
            (r#"{"n":1}"#, Shape::Short),
            ("Ana", Shape::Short),
            ("", Shape::Short),
            ("Ana\nLuis\n", Shape::Lines(2)),
            (&"x".repeat(2000), Shape::Bytes(2000)),
        ] {
            assert_eq!(Shape::of(text), shape, "{text:.40}");
        }
    }
}
