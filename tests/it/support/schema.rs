//! The printed JSON Schema, and the JSON output of the program read through it.
//!
//! Whoever reads output here has checked every line of it, so a test only says what it expects.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::cli::Outcome;
use super::sandbox::Sandbox;

/// What `mcp-chat schema` prints.
static PRINTED: LazyLock<Value> =
    LazyLock::new(|| Sandbox::new().run(&["schema"]).expect_status(0).json());
static EVENT: LazyLock<Validator> = LazyLock::new(|| compile("Event"));
static ANSWER: LazyLock<Validator> = LazyLock::new(|| compile("Answer"));

/// The whole schema.
pub(crate) fn printed() -> &'static Value {
    &PRINTED
}

/// One kind of output, by its name in `$defs`.
pub(crate) fn compile(kind: &str) -> Validator {
    let mut schema = PRINTED.clone();
    let members = schema.as_object_mut().expect("an object");
    members.remove("anyOf").expect("the kinds");
    members.insert("$ref".to_owned(), json!(format!("#/$defs/{kind}")));
    jsonschema::draft202012::new(&schema).expect("a schema of draft 2020-12")
}

/// Fails unless the value is of the kind.
pub(crate) fn check(kind: &Validator, value: &Value) {
    let wrong: Vec<String> = kind.iter_errors(value).map(|error| error.to_string()).collect();
    assert_eq!(wrong, [""; 0], "not by the schema: {value:#}");
}

impl Outcome {
    /// Standard output as the events of `--output stream-json`: each by the schema, framed by
    /// `start` and by an `end` that tells the exit status, which an `error` explains.
    pub(crate) fn events(&self) -> Vec<Value> {
        let events = self.json_lines(&EVENT);
        let [start, .., end] = &events[..] else { panic!("no frame: {self:#?}") };
        assert_eq!((&start["type"], &start["version"]), (&json!("start"), &json!(1)));
        assert_eq!(end, &json!({ "type": "end", "status": self.status }));
        let statuses: Vec<&Value> = events
            .iter()
            .filter(|event| event["type"] == "error")
            .map(|event| &event["error"]["status"])
            .collect();
        let told =
            if self.status == 0 { statuses.is_empty() } else { statuses.contains(&&end["status"]) };
        assert!(told, "{self:#?}");
        events
    }

    /// Standard output as the documents of `--output json`: each by the schema, with an error
    /// exactly if its status is not 0, and one with the exit status among them.
    pub(crate) fn answers(&self) -> Vec<Value> {
        let answers = self.json_lines(&ANSWER);
        for answer in &answers {
            assert_eq!(answer["error"].is_null(), answer["status"] == 0, "{answer:#}");
            assert!(answer["error"].is_null() || answer["error"]["status"] == answer["status"]);
        }
        let told = answers.iter().any(|answer| answer["status"] == self.status);
        assert!(told || self.status == 0, "{self:#?}");
        answers
    }

    fn json_lines(&self, kind: &Validator) -> Vec<Value> {
        assert!(self.stdout.is_empty() || self.stdout.ends_with('\n'), "{self:#?}");
        let lines = self.stdout.lines().map(|line| {
            let value = serde_json::from_str(line);
            let value = value.unwrap_or_else(|error| panic!("{error}: {line:?} of {self:#?}"));
            check(kind, &value);
            value
        });
        lines.collect()
    }
}
