//! A form, field by field: what is typed is checked at once, and everything is shown before it is
//! sent.

use serde_json::{Map, Value};

use super::{Asked, Desk, Key, Over};
use crate::mcp::protocol::{ElicitForm, Elicited, Field, Wrong};
use crate::terminal;
use crate::text::Lang;
use crate::untrusted::{Untrusted, is_plain};
use crate::view;

/// What was typed into a field.
#[derive(Clone, Debug, PartialEq)]
enum Typed {
    /// A value, or none, which stands for itself when the field is come back to.
    Value(Option<Value>),
    /// Back to the field before.
    Back,
}

impl Desk<'_> {
    /// Lets the person fill in a form.
    pub(super) async fn fill_in(
        &self,
        asked: &Asked<'_>,
        form: &ElicitForm,
        typed_ahead: &mut String,
    ) -> Result<Elicited, Over> {
        let page = view::form_page(&asked.server, form, self.lang, self.theme, terminal::width());
        self.show(page, typed_ahead).await;
        let keys = [Key::Yes, Key::No, Key::Cancel];
        match self.key(asked, &self.lang.form_prompt(), &keys).await? {
            Key::Yes | Key::Edit | Key::Open => {}
            Key::No => return Ok(self.declined().await),
            Key::Cancel => return Err(Over::Cancelled),
        }
        let mut values = vec![None; form.fields.len()];
        loop {
            self.fields(asked, &form.fields, &mut values).await?;
            let content = content(&form.fields, &values);
            if form.fields.is_empty() {
                return Ok(self.sent(content).await);
            }
            let page = view::form_summary(
                &asked.server,
                &form.fields,
                &content,
                self.lang,
                self.theme,
                terminal::width(),
            );
            self.printer.note(page).await;
            let keys = [Key::Yes, Key::Edit, Key::No, Key::Cancel];
            match self.key(asked, &self.lang.form_send_prompt(), &keys).await? {
                Key::Yes => return Ok(self.sent(content).await),
                Key::Edit | Key::Open => {}
                Key::No => return Ok(self.declined().await),
                Key::Cancel => return Err(Over::Cancelled),
            }
        }
    }

    async fn sent(&self, content: Map<String, Value>) -> Elicited {
        self.printer.line(self.theme.good(self.lang.form_sent())).await;
        Elicited::Accept(Some(content))
    }

    pub(super) async fn declined(&self) -> Elicited {
        self.printer.line(self.theme.warn(self.lang.form_declined())).await;
        Elicited::Decline
    }

    /// Goes through the fields, from the first.
    async fn fields(
        &self,
        asked: &Asked<'_>,
        fields: &[Field],
        values: &mut [Option<Typed>],
    ) -> Result<(), Over> {
        if !fields.is_empty() {
            let how = view::form_how(self.lang, self.theme, terminal::width());
            self.printer.note(how).await;
        }
        let mut at = 0;
        while let Some((field, value)) = fields.get(at).zip(values.get_mut(at)) {
            let place = (at + 1, fields.len());
            let page = view::field_page(place, field, self.lang, self.theme, terminal::width());
            self.printer.line(page.trim_end_matches('\n')).await;
            match self.field(asked, field, value.as_ref()).await? {
                Typed::Back if at == 0 => {
                    self.printer.line(self.lang.form_wrong(self.lang.form_first())).await;
                }
                Typed::Back => at -= 1,
                typed @ Typed::Value(_) => {
                    *value = Some(typed);
                    at += 1;
                }
            }
        }
        Ok(())
    }

    /// Reads a field until it fits.
    async fn field(
        &self,
        asked: &Asked<'_>,
        field: &Field,
        before: Option<&Typed>,
    ) -> Result<Typed, Over> {
        let prompt = prompt(field, self.lang);
        let mut initial = match before {
            // What would not show as it is may be the server's default: Enter takes that anyway.
            Some(Typed::Value(Some(value))) => Some(editable(value, self.lang))
                .filter(|text| is_plain(text) && !text.contains('\n'))
                .unwrap_or_default(),
            Some(Typed::Value(None) | Typed::Back) | None => String::new(),
        };
        loop {
            let Some(line) = self.read(asked, &prompt, std::mem::take(&mut initial)).await? else {
                continue;
            };
            match typed(field, &line) {
                Ok(typed) => return Ok(typed),
                Err(wrong) => {
                    let reason = view::wrong(&wrong, self.lang);
                    self.printer.line(self.theme.warn(self.lang.form_wrong(reason))).await;
                    initial = line;
                }
            }
        }
    }
}

fn prompt(field: &Field, lang: Lang) -> String {
    let title = view::title(field);
    match &field.default {
        Some(default) => {
            let default = Untrusted::from(editable(default, lang)).line(60);
            lang.form_field_prompt_default(title, default)
        }
        None => lang.form_field_prompt(title),
    }
}

/// Returns a value as it is typed.
fn editable(value: &Value, lang: Lang) -> String {
    match value {
        Value::String(text) if matches!(text.as_str(), "<" | "-") => format!("\\{text}"),
        Value::String(text) => text.clone(),
        Value::Bool(true) => lang.form_yes(),
        Value::Bool(false) => lang.form_no(),
        Value::Array(values) => {
            let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            values.join(", ")
        }
        Value::Null | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// Reads what was typed into a field. `\<` and `\-` are those characters themselves.
fn typed(field: &Field, line: &str) -> Result<Typed, Wrong> {
    let no_value = || match field.required {
        true => Err(Wrong::Missing),
        false => Ok(Typed::Value(None)),
    };
    match line.trim() {
        "<" => Ok(Typed::Back),
        "-" => no_value(),
        "" => field.default.clone().map_or_else(no_value, |value| Ok(Typed::Value(Some(value)))),
        escaped @ ("\\<" | "\\-") => {
            field.typed(escaped.trim_start_matches('\\')).map(|value| Typed::Value(Some(value)))
        }
        _ => field.typed(line).map(|value| Typed::Value(Some(value))),
    }
}

fn content(fields: &[Field], values: &[Option<Typed>]) -> Map<String, Value> {
    let value = |(field, value): (&Field, &Option<Typed>)| match value {
        Some(Typed::Value(Some(value))) => Some((field.key.clone(), value.clone())),
        Some(Typed::Value(None) | Typed::Back) | None => None,
    };
    fields.iter().zip(values).filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Typed, Wrong, content, editable, prompt, typed};
    use crate::mcp::protocol::{ElicitForm, Field};
    use crate::text::Lang;

    fn field(schema: &Value, required: &[&str]) -> Field {
        let schema = json!({ "properties": { "k": schema }, "required": required });
        ElicitForm::read(&json!({ "requestedSchema": schema })).unwrap().fields.remove(0)
    }

    #[test]
    fn enter_takes_the_default_and_a_dash_takes_none() {
        let value = |value: Value| Ok(Typed::Value(Some(value)));
        let plain = field(&json!({ "type": "string" }), &[]);
        let must = field(&json!({ "type": "string" }), &["k"]);
        let preset = field(&json!({ "type": "string", "default": "d" }), &[]);
        for (field, line, expected) in [
            (&plain, "", Ok(Typed::Value(None))),
            (&plain, "-", Ok(Typed::Value(None))),
            (&plain, "\\-", value(json!("-"))),
            (&plain, "\\<", value(json!("<"))),
            (&plain, "<", Ok(Typed::Back)),
            (&plain, " a ", value(json!(" a "))),
            (&must, "", Err(Wrong::Missing)),
            (&must, "-", Err(Wrong::Missing)),
            (&preset, "", value(json!("d"))),
            (&preset, "-", Ok(Typed::Value(None))),
        ] {
            assert_eq!(typed(field, line), expected, "{line:?}");
        }
        assert_eq!(prompt(&preset, Lang::Es), "   k [d]: ");
        assert_eq!(prompt(&plain, Lang::Es), "   k: ");
    }

    #[test]
    fn a_value_that_is_come_back_to_is_typed_as_it_was() {
        for (schema, value) in [
            (json!({ "type": "string" }), json!("<")),
            (json!({ "type": "number" }), json!(1.5)),
            (json!({ "type": "boolean" }), json!(false)),
            (json!({ "type": "array", "items": { "enum": ["a", "b"] } }), json!(["a", "b"])),
        ] {
            let field = field(&schema, &[]);
            let again = typed(&field, &editable(&value, Lang::Es));
            assert_eq!(again, Ok(Typed::Value(Some(value.clone()))));
            let values = [Some(Typed::Value(Some(value.clone())))];
            assert_eq!(Value::Object(content(&[field], &values)), json!({ "k": value }));
        }
    }
}
