//! Conversations as a list, for people and for scripts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::date::day;
use crate::agent::transcript::Shelved;
use crate::llm::catalogue::Date;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::{Untrusted, visible_json};

/// How much of a conversation's name is shown, in characters.
const NAME: usize = 60;
/// How much of its server's name is shown.
const SERVER: usize = 60;

/// Returns the list for `sessions`.
pub fn sessions_page(list: &[Shelved], as_json: bool, lang: Lang) -> String {
    if as_json {
        let list: Vec<Value> = list.iter().map(encoded).collect();
        return visible_json(&Value::Array(list)) + "\n";
    }
    if list.is_empty() {
        return lang.sessions_none() + "\n";
    }
    let now = SystemTime::now();
    let line = |shelved: &Shelved| {
        format!("{}  {}\n", shelved.id, session_line(shelved, now, lang, Theme::default()))
    };
    list.iter().map(line).collect()
}

/// Returns a conversation on one line: its name, when it was, how long, and with which server.
pub fn session_line(shelved: &Shelved, now: SystemTime, lang: Lang, theme: Theme) -> String {
    let name = theme.strong(Untrusted::from(shelved.name()).line(NAME));
    let server = Untrusted::from(shelved.server.as_str()).line(SERVER);
    let rest = [ago(shelved.changed, now, lang), lang.questions(shelved.questions), server];
    format!("{name} {}", theme.dim(format!("· {}", rest.join(" · "))))
}

fn encoded(shelved: &Shelved) -> Value {
    let Shelved { id, title, first, server, questions, changed } = shelved;
    let changed = changed.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    json!({
        "id": id, "title": title, "first_question": first, "server": server,
        "questions": questions, "changed": changed,
    })
}

/// Returns how long ago something was, as a person says it: by the clock within a day, then by
/// days, and by its date (UTC) after a month.
fn ago(then: SystemTime, now: SystemTime, lang: Lang) -> String {
    let since = now.duration_since(then).unwrap_or(Duration::ZERO).as_secs();
    let (minutes, hours, days) = (since / 60, since / 3600, since / 86_400);
    match (minutes, hours, days) {
        (0, _, _) => lang.ago_now(),
        (1..60, _, _) => lang.ago_minutes(minutes),
        (_, 1..24, _) => lang.ago_hours(hours),
        (_, _, 1) => lang.ago_day(),
        (_, _, 2..31) => lang.ago_days(days),
        (_, _, _) => day(Date::of(then), lang),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use super::{Lang, Shelved, Theme, ago, session_line, sessions_page};

    fn shelved(title: &str, questions: usize) -> Shelved {
        Shelved {
            id: "1-2-0".into(),
            title: title.into(),
            first: "¿Quién?\u{1b}".into(),
            server: "http://s/sse".into(),
            questions,
            changed: UNIX_EPOCH + Duration::from_secs(60),
        }
    }

    #[test]
    fn when_it_was_is_told_as_a_person_says_it() {
        let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let told = |seconds: u64, lang| ago(now - Duration::from_secs(seconds), now, lang);
        let es = [0, 59, 60, 3599, 3600, 86_399, 86_400, 172_800, 31 * 86_400];
        assert_eq!(
            es.map(|seconds| told(seconds, Lang::Es)),
            [
                "ahora",
                "ahora",
                "hace 1 min",
                "hace 59 min",
                "hace 1 h",
                "hace 23 h",
                "ayer",
                "hace 2 días",
                "14 de octubre de 2023"
            ]
        );
        assert_eq!(told(172_800, Lang::En), "2 days ago");
        // A clock that was set back.
        assert_eq!(ago(now + Duration::from_secs(9), now, Lang::En), "now");
    }

    #[test]
    fn a_line_names_the_conversation() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(120);
        let line = |shelved: &Shelved| session_line(shelved, now, Lang::Es, Theme::default());
        assert_eq!(line(&shelved("", 1)), "¿Quién?␛ · hace 1 min · 1 pregunta · http://s/sse");
        assert_eq!(line(&shelved("Altas", 2)), "Altas · hace 1 min · 2 preguntas · http://s/sse");
        let json = sessions_page(&[shelved("Altas", 2)], true, Lang::Es);
        insta::assert_snapshot!(json, @r#"
        [
          {
            "id": "1-2-0",
            "title": "Altas",
            "first_question": "¿Quién?\u001b",
            "server": "http://s/sse",
            "questions": 2,
            "changed": 60
          }
        ]
        "#);
    }
}
