//! What is read of a form, and what its fields take.

use serde_json::{Value, json};

use super::{ElicitForm, ElicitUrl, Elicited, Field, Format, Kind, Pick, Wrong};

fn field(schema: &Value) -> Field {
    let params = json!({ "requestedSchema": { "properties": { "k": schema } } });
    ElicitForm::read(&params).expect("a form").fields.remove(0)
}

fn picks(all: &[(&str, Option<&str>)]) -> Vec<Pick> {
    let pick = |(value, title): &(&str, Option<&str>)| Pick {
        value: (*value).to_owned(),
        title: title.map(Into::into),
    };
    all.iter().map(pick).collect()
}

#[test]
fn a_form_is_read_in_its_order() {
    let form = ElicitForm::read(&json!({
        "message": "¿Quién eres?",
        "requestedSchema": {
            "type": "object",
            "properties": {
                "z": { "type": "string", "title": "Z", "description": "d", "minLength": 2, "maxLength": 3, "format": "email", "default": "no" },
                "a": { "type": "integer", "minimum": 1, "maximum": 9, "default": 7 },
            },
            "required": ["a"],
        },
    }));
    let z = Field {
        key: "z".into(),
        title: Some("Z".into()),
        description: Some("d".into()),
        required: false,
        kind: Kind::Text { min: Some(2), max: Some(3), format: Some(Format::Email) },
        // No address: nobody is offered it.
        default: None,
    };
    let a = Field {
        key: "a".into(),
        title: None,
        description: None,
        required: true,
        kind: Kind::Number { whole: true, min: Some(1.0), max: Some(9.0) },
        default: Some(json!(7)),
    };
    assert_eq!(form, Ok(ElicitForm { message: "¿Quién eres?".into(), fields: vec![z, a] }));
}

#[test]
fn every_spelling_of_a_choice_is_read() {
    let of = picks(&[("a", Some("A a")), ("b", None)]);
    for schema in [
        json!({ "type": "string", "enum": ["a", "b"], "enumNames": ["A a", "b"] }),
        json!({ "type": "string", "oneOf": [{ "const": "a", "title": "A a" }, { "const": "b", "title": "b" }] }),
    ] {
        assert_eq!(field(&schema).kind, Kind::One(of.clone()), "{schema}");
    }
    let bare =
        json!({ "type": "array", "items": { "type": "string", "enum": ["b"] }, "minItems": 1 });
    let some = Kind::Some { of: picks(&[("b", None)]), min: Some(1), max: None };
    assert_eq!(field(&bare).kind, some);
    let titled = json!({ "type": "array", "maxItems": 2, "items": { "anyOf": [{ "const": "a", "title": "A a" }, { "const": "b" }] } });
    assert_eq!(field(&titled).kind, Kind::Some { of, min: None, max: Some(2) });
}

#[test]
fn what_is_no_form_is_read_as_far_as_it_is_one() {
    let text = Kind::Text { min: None, max: None, format: None };
    for odd in
        [json!(null), json!([]), json!({ "type": ["string", "null"] }), json!({ "type": "object" })]
    {
        assert_eq!(field(&odd).kind, text, "{odd}");
    }
    let empty = ElicitForm { message: "".into(), fields: vec![] };
    for odd in [json!(null), json!([]), json!({ "requestedSchema": { "properties": [] } })] {
        assert_eq!(ElicitForm::read(&odd), Ok(empty.clone()), "{odd}");
    }
    let many: serde_json::Map<String, Value> =
        (0..101).map(|at| (format!("f{at}"), json!({}))).collect();
    let params = json!({ "requestedSchema": { "properties": many } });
    assert_eq!(ElicitForm::read(&params), Err("the form has too many fields"));
    for odd in [json!({}), json!({ "url": " " }), json!({ "url": "/a" }), json!({ "url": 7 })] {
        assert_eq!(ElicitUrl::read(&odd), Err("the url is none"), "{odd}");
    }
    for other in ["javascript:alert(1)", "file:///etc/passwd", "vscode://x", "-x:y"] {
        assert!(ElicitUrl::read(&json!({ "url": other })).is_err(), "{other}");
    }
}

#[test]
fn what_is_typed_becomes_its_value_or_a_reason() {
    let text = json!({ "type": "string", "minLength": 2, "maxLength": 3 });
    let whole = json!({ "type": "integer", "minimum": 1, "maximum": 9 });
    let number = json!({ "type": "number" });
    let yes_no = json!({ "type": "boolean" });
    let one = json!({ "oneOf": [{ "const": "r", "title": "Rojo, vivo" }, { "const": "2", "title": "Azul" }] });
    let some = json!({ "type": "array", "minItems": 1, "maxItems": 2, "items": { "enum": ["r", "g", "b"] } });
    for (schema, typed, value) in [
        (&text, "ñu", Ok(json!("ñu"))),
        (&text, "ñ", Err(Wrong::Short(2))),
        (&text, "ñand", Err(Wrong::Long(3))),
        (&whole, " 9 ", Ok(json!(9))),
        (&whole, "0", Err(Wrong::Small(1.0))),
        (&whole, "10", Err(Wrong::Large(9.0))),
        (&whole, "1.5", Err(Wrong::NoInteger)),
        (&whole, "uno", Err(Wrong::NoNumber)),
        (&number, "1,5", Ok(json!(1.5))),
        (&number, "-2", Ok(json!(-2))),
        (&number, "inf", Err(Wrong::NoNumber)),
        (&yes_no, "Sí", Ok(json!(true))),
        (&yes_no, "NO", Ok(json!(false))),
        (&yes_no, "quizá", Err(Wrong::NoBoolean)),
        (&one, "r", Ok(json!("r"))),
        (&one, "rojo, vivo", Ok(json!("r"))),
        (&one, "1", Ok(json!("r"))),
        // A value before a number: the second is called "2" as well.
        (&one, "2", Ok(json!("2"))),
        (&one, "3", Err(Wrong::NoPick("3".into()))),
        (&some, "r, 3,r", Ok(json!(["r", "b"]))),
        (&some, "r,g,b", Err(Wrong::Many(2))),
        (&some, "", Err(Wrong::Few(1))),
        (&some, "r,x", Err(Wrong::NoPick("x".into()))),
    ] {
        assert_eq!(field(schema).typed(typed), value, "{schema} {typed:?}");
    }
}

#[test]
fn formats_know_their_texts() {
    for (format, good, bad) in [
        ("email", vec!["a@b", "ñ.x+y@é.example"], vec!["a", "@b", "a@", "a@b@c", "a b@c", "a@.b"]),
        (
            "uri",
            vec!["https://a.example/x?y", "mailto:a@b", "urn:isbn:0"],
            vec!["a", "/x", "http://a b"],
        ),
        (
            "date",
            vec!["2024-02-29", "2026-12-31"],
            vec!["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-00", "01/02/2026"],
        ),
        (
            "date-time",
            vec!["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.25+02:00", "2026-01-31t23:59:60z"],
            vec![
                "2026-01-31",
                "2026-01-31T09:30:00",
                "2026-01-31T24:00:00Z",
                "2026-01-31T09:30Z",
                "2026-01-31T09:30:00+2",
                "2026-01-31T09:30:00.Z",
            ],
        ),
    ] {
        let field = field(&json!({ "type": "string", "format": format }));
        for text in good {
            assert_eq!(field.typed(text), Ok(json!(text)), "{format}");
        }
        for text in bad {
            assert!(matches!(field.typed(text), Err(Wrong::Form(_))), "{format} {text:?}");
        }
    }
}

#[test]
fn every_action_has_its_result() {
    let content = serde_json::Map::from_iter([("k".to_owned(), json!(1))]);
    for (elicited, result) in [
        (Elicited::Accept(Some(content)), json!({ "action": "accept", "content": { "k": 1 } })),
        (Elicited::Accept(None), json!({ "action": "accept" })),
        (Elicited::Decline, json!({ "action": "decline" })),
        (Elicited::Cancel, json!({ "action": "cancel" })),
    ] {
        assert_eq!(elicited.result(), result);
    }
}
