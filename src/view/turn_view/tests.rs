use std::time::Duration;

use super::{Activity, CallOutcome, Lang, Notice, Piece, Progress, Theme, TurnView};

fn text(pieces: Vec<Piece>) -> String {
    let text = |piece| match piece {
        Piece::Answer(text) | Piece::Note(text) => text,
        Piece::Live(text) => format!("«{text}»"),
    };
    pieces.into_iter().map(text).collect()
}

fn picture(mut view: TurnView, activities: &[Activity]) -> String {
    let mut shown: String = activities.iter().map(|activity| text(view.show(activity))).collect();
    shown.push_str(&text(view.close()));
    shown
}

fn started(call: usize, name: &str) -> Activity {
    Activity::CallStarted {
        call,
        name: name.into(),
        arguments: r#"{"department":"Ventas"}"#.into(),
    }
}

fn ended(call: usize, name: &str, outcome: CallOutcome) -> Activity {
    Activity::CallEnded { call, name: name.into(), outcome }
}

fn done(milliseconds: u64) -> CallOutcome {
    CallOutcome::Done { elapsed: Duration::from_millis(milliseconds) }
}

fn chat(activities: &[Activity]) -> String {
    picture(TurnView::chat(Lang::Es, Theme::default(), 40, false), activities)
}

#[test]
fn one_call_takes_one_line() {
    let shown = chat(&[
        Activity::Thinking,
        started(0, "list_employees"),
        ended(0, "list_employees", done(1234)),
        Activity::Thinking,
        Activity::Text("En Ventas ".into()),
        Activity::Text("trabaja Ana.".into()),
    ]);
    insta::assert_snapshot!(shown, @r#"

    🤖 Pensando...
    🔧 list_employees {"department":"Ventas"} ✓ 1,2 s

    🤖 En Ventas trabaja Ana.
    "#);
}

#[test]
fn calls_side_by_side_are_told_apart() {
    let failed = CallOutcome::Failed {
        elapsed: Duration::from_secs(12),
        reason: "Error: no\u{1b}[2J".into(),
    };
    let shown = chat(&[
        Activity::Thinking,
        Activity::Text("Miro dos cosas.".into()),
        started(0, "uno"),
        started(1, "dos"),
        ended(0, "uno", failed),
        ended(1, "dos", done(5)),
        ended(2, "tres", CallOutcome::Rejected { reason: "Error: there is no tool".into() }),
        ended(3, "cuatro", CallOutcome::Denied { unasked: true }),
    ]);
    insta::assert_snapshot!(shown, @r#"

    🤖 Pensando...

    🤖 Miro dos cosas.
    🔧 uno {"department":"Ventas"}
    🔧 dos {"department":"Ventas"}
       ✗ uno 12 s — Error: no␛[2J
       ✓ dos 5 ms
       ✗ tres no se ejecutó — Error: there is no tool
       ✗ cuatro no se ejecutó: esta herramienta pide permiso y aquí no hay a quién preguntar; con --yes se ejecuta
    "#);
}

#[test]
fn progress_is_a_live_line_that_never_wraps() {
    let progress = Progress {
        progress: 3.0,
        total: Some(10.0),
        message: Some("leyendo una tabla muy larga".into()),
    };
    let shown = chat(&[
        started(0, "slow"),
        Activity::CallProgress { call: 0, progress },
        ended(0, "slow", done(10)),
    ]);
    insta::assert_snapshot!(shown, @r#"
    🔧 slow {"department":"Ventas"}
    «   ⏳ 30 % leyendo una tabla muy larga»   ✓ slow 10 ms
    "#);
}

#[test]
fn a_script_gets_the_bare_answer_and_no_live_line() {
    let view = TurnView::script(Lang::En, false);
    let progress = Progress { progress: 3.0, total: None, message: None };
    let shown = picture(
        view,
        &[
            Activity::Thinking,
            Activity::CallBegun("t".into()),
            started(0, "t"),
            Activity::CallProgress { call: 0, progress },
            ended(0, "t", done(10)),
            Activity::Text("Hi\u{1b}]0;x\u{7}\n".into()),
            Activity::Notice(Notice::OutputLimit),
        ],
    );
    insta::assert_snapshot!(shown, @r#"
    🔧 t {"department":"Ventas"} ✓ 10 ms
    Hi␛]0;x␇
    ⚠️  The answer is cut: the model reached its output limit.
    "#);
}

#[test]
fn the_live_line_is_cut_to_the_terminal() {
    let mut view = TurnView::chat(Lang::Es, Theme::default(), 12, false);
    let pieces = view.show(&Activity::CallBegun("list_employees".into()));
    assert_eq!(pieces, [Piece::Live("   ⏳ prep…".into())]);
}
