//! A tool's definition as a whole: when it is the same, and what is kept of it.

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

/// The largest definition that is kept beside its digest, in bytes of JSON: of a larger one the
/// difference to the next cannot be shown.
const KEPT: usize = 64 * 1024;

/// Returns the SHA-256 of a definition in hexadecimal, whatever the order of its keys: servers
/// send them in another one each time.
pub fn digest(definition: &Value) -> String {
    let digest = Sha256::digest(sorted(definition).to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the definition with its keys in order, so that two of them can be compared line by line.
pub fn sorted(definition: &Value) -> Value {
    match definition {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            let fields = fields.into_iter().map(|(key, value)| (key.clone(), sorted(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => definition.clone(),
    }
}

/// Returns what is kept of a definition; `Null` if it is too large.
pub(super) fn kept(definition: &Value) -> Value {
    if definition.to_string().len() > KEPT { Value::Null } else { definition.clone() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{KEPT, digest, kept};

    #[test]
    fn the_order_of_keys_is_no_change_and_that_of_a_list_is_one() {
        let read = |text: &str| digest(&serde_json::from_str::<Value>(text).unwrap());
        let first = read(r#"{"a":{"x":1,"y":[1,2]},"b":2}"#);
        assert_eq!(first, read(r#"{"b":2,"a":{"y":[1,2],"x":1}}"#));
        assert_ne!(first, read(r#"{"b":2,"a":{"y":[2,1],"x":1}}"#));
        assert_eq!(read("{}"), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    #[test]
    fn a_huge_definition_is_known_by_its_digest_alone() {
        let huge = json!({ "name": "x".repeat(KEPT) });
        assert_eq!((kept(&huge), kept(&json!({}))), (Value::Null, json!({})));
    }
}
