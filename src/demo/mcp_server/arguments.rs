//! Reading a tool's arguments, which a model wrote.
//!
//! Wrong arguments are a tool error and not a protocol error (MCP 2025-11-25, tools), in words
//! that a model can act on.

use serde_json::{Map, Value};

/// The arguments of one call, taken out one by one.
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// Checks the names of the arguments. A `null` counts as left out, as models send it.
    ///
    /// # Errors
    /// Fails if one of them is not in `known`.
    pub(super) fn new(mut given: Map<String, Value>, known: &[&str]) -> Result<Self, String> {
        given.retain(|_, value| !value.is_null());
        match given.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(Self(given)),
            Some(name) => Err(format!(
                "Argumento desconocido: «{name}». Los argumentos son: {}.",
                known.join(", ")
            )),
        }
    }

    /// Takes a text that may be left out.
    ///
    /// # Errors
    /// Fails if it is something else.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("«{name}» debe ser un texto.")),
        }
    }

    /// Takes a text that must be there.
    ///
    /// # Errors
    /// Fails if it is missing or something else.
    pub(super) fn required_text(&mut self, name: &str) -> Result<String, String> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    /// Takes a number that may be left out.
    ///
    /// # Errors
    /// Fails if it is something else.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<f64>, String> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(value) => match value.as_f64() {
                Some(number) => Ok(Some(number)),
                None => Err(format!("«{name}» debe ser un número, sin comillas ni símbolos.")),
            },
        }
    }

    /// Takes a whole number that must be there; `3.0` is one.
    ///
    /// # Errors
    /// Fails if it is missing or something else.
    pub(super) fn required_integer(&mut self, name: &str) -> Result<i64, String> {
        let value = self.0.remove(name).ok_or_else(|| missing(name))?;
        let from_float = |float: f64| {
            // Every whole number below 2^53 is exact in a float.
            (float.fract() == 0.0 && float.abs() < 9e15).then_some(float as i64)
        };
        value
            .as_i64()
            .or_else(|| value.as_f64().and_then(from_float))
            .ok_or_else(|| format!("«{name}» debe ser un número entero."))
    }
}

/// Says that a required argument was left out.
fn missing(name: &str) -> String {
    format!("Falta el argumento obligatorio «{name}».")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Arguments;

    fn arguments(value: Value) -> Result<Arguments, String> {
        let Value::Object(map) = value else { panic!("no object") };
        Arguments::new(map, &["id", "name"])
    }

    #[test]
    fn an_unknown_argument_is_named_with_those_that_exist() {
        let refusal = arguments(json!({ "nombre": "Ana" })).err();
        let expected = "Argumento desconocido: «nombre». Los argumentos son: id, name.";
        assert_eq!(refusal.as_deref(), Some(expected));
    }

    #[test]
    fn a_null_counts_as_left_out() {
        let mut given = arguments(json!({ "name": null, "otro": null })).expect("known names");
        assert_eq!(given.text("name"), Ok(None));
        let missing = Err("Falta el argumento obligatorio «name».".to_owned());
        assert_eq!(given.required_text("name"), missing);
    }

    #[test]
    fn an_id_is_a_whole_number() {
        for (value, expected) in [
            (json!(3), Some(3)),
            (json!(3.0), Some(3)),
            (json!(3.5), None),
            (json!("3"), None),
            (json!(1e300), None),
            (json!(true), None),
        ] {
            let mut given = arguments(json!({ "id": value })).expect("known names");
            assert_eq!(given.required_integer("id").ok(), expected, "{value}");
        }
    }
}
