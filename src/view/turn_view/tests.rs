use std::time::Duration;

use super::{Activity, Adjustment, CallOutcome, Lang, Notice, Piece, Theme, TurnView};
use crate::agent::{Denial, Shape, Spent, Totals};
use crate::llm;
use crate::mcp::protocol::Progress;
use crate::ui::Spinner;

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
    Activity::CallEnded { call, name: name.into(), arguments: "{}".into(), outcome }
}

fn done(milliseconds: u64) -> CallOutcome {
    let elapsed = Duration::from_millis(milliseconds);
    CallOutcome::Done { elapsed, shape: Shape::Short, text: "".into() }
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
    «🔧 list_employees {"department":"Ven… ⠋»🔧 list_employees {"department":"Ventas"} ✓ 1,2 s

    🤖 En Ventas trabaja Ana.
    "#);
}

#[test]
fn calls_side_by_side_are_told_apart() {
    let failed = CallOutcome::Failed {
        elapsed: Duration::from_secs(12),
        reason: "Error: no\u{1b}[2J".into(),
        unknown: false,
    };
    let shown = chat(&[
        Activity::Thinking,
        Activity::Text("Miro dos cosas.".into()),
        started(0, "uno"),
        started(1, "dos"),
        ended(0, "uno", failed),
        ended(1, "dos", done(5)),
        ended(2, "tres", CallOutcome::Rejected { reason: "Error: there is no tool".into() }),
        ended(3, "cuatro", CallOutcome::Denied(Denial::NobodyToAsk)),
    ]);
    insta::assert_snapshot!(shown, @r#"

    🤖 Pensando...

    🤖 Miro dos cosas.
    «🔧 uno {"department":"Ventas"} ⠋»🔧 uno {"department":"Ventas"}
    «🔧 dos {"department":"Ventas"} ⠋»🔧 dos {"department":"Ventas"}
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
    insta::assert_snapshot!(shown, @r#"«🔧 slow {"department":"Ventas"} ⠋»«🔧 slow {"depar… ⠋ 30 % leyendo una ta…»🔧 slow {"department":"Ventas"} ✓ 10 ms"#);
}

#[test]
fn a_call_turns_on_its_own_line_until_something_else_comes() {
    let mut view = TurnView::chat(Lang::Es, Theme::default(), 50, false);
    let tick = |view: &mut TurnView, ms| text(view.tick(Duration::from_millis(ms)));
    let mut shown = text(view.show(&started(0, "uno")));
    shown += &tick(&mut view, 200);
    shown += &tick(&mut view, 2_500);
    shown += &text(view.show(&started(1, "dos")));
    shown += &tick(&mut view, 2_700);
    shown += &tick(&mut view, 5_000);
    shown += &text(view.show(&ended(0, "uno", done(5_100))));
    shown += &tick(&mut view, 5_200);
    shown += &text(view.show(&ended(1, "dos", done(5_300))));
    insta::assert_snapshot!(shown, @r#"
    «🔧 uno {"department":"Ventas"} ⠋»«🔧 uno {"department":"Ventas"} ⠹»«🔧 uno {"department":"Ventas"} ⠴ 2,5 s»🔧 uno {"department":"Ventas"}
    «🔧 dos {"department":"Ventas"} ⠴»«🔧 dos {"department":"Ventas"} ⠧»«🔧 dos {"department":"Ventas"} ⠋ 2,5 s»🔧 dos {"department":"Ventas"}
       ✓ uno 5,1 s
    «   dos ⠹ 2,7 s (Ctrl-C cancela)»   ✓ dos 5,3 s
    "#);
}

#[test]
fn where_a_line_cannot_be_drawn_anew_nothing_turns() {
    let theme = Theme::default().with_spinner(Spinner::Still);
    let mut view = TurnView::chat(Lang::Es, theme, 50, false);
    let mut shown = text(view.show(&started(0, "uno")));
    shown += &text(view.tick(Duration::from_secs(9)));
    shown += &text(view.show(&ended(0, "uno", done(9_000))));
    assert_eq!(shown, "🔧 uno {\"department\":\"Ventas\"} ✓ 9,0 s\n");
}

#[test]
fn an_answer_is_not_cut_in_two_for_the_progress_of_a_call() {
    let mut view = TurnView::chat(Lang::Es, Theme::default(), 50, false);
    let progress = Progress { progress: 3.0, total: None, message: None };
    let mut shown = text(view.show(&started(0, "uno")));
    shown += &text(view.show(&Activity::Text("Miro ".into())));
    shown += &text(view.show(&Activity::CallProgress { call: 0, progress }));
    shown += &text(view.tick(Duration::from_millis(200)));
    shown += &text(view.show(&Activity::Text("esto.".into())));
    shown += &text(view.close());
    assert_eq!(
        shown,
        "«🔧 uno {\"department\":\"Ventas\"} ⠋»🔧 uno {\"department\":\"Ventas\"}\n\n🤖 Miro esto.\n"
    );
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

#[test]
fn thoughts_stand_behind_a_bar_and_apart_from_the_answer() {
    let view = TurnView::chat(Lang::Es, Theme::default(), 40, true);
    let shown = picture(
        view,
        &[
            Activity::Thinking,
            Activity::Reasoning("Pregunta por Ventas: ".into()),
            Activity::Reasoning("miro la lista.".into()),
            started(0, "uno"),
            Activity::Reasoning("Ya está.".into()),
            ended(0, "uno", done(5)),
            Activity::Text("Ana.".into()),
        ],
    );
    insta::assert_snapshot!(shown, @r#"

    🤖 Pensando...
       │ Pregunta por Ventas: miro la
       │ lista.
    «🔧 uno {"department":"Ventas"} ⠋»🔧 uno {"department":"Ventas"}
       │ Ya está.
       ✓ uno 5 ms

    🤖 Ana.
    "#);
}

#[test]
fn hidden_thoughts_are_a_live_count() {
    let shown = chat(&[
        Activity::Thinking,
        Activity::Reasoning("palabra ".repeat(12).as_str().into()),
        Activity::Text("Ana.".into()),
    ]);
    insta::assert_snapshot!(shown, @r"

    🤖 Pensando...
    «   💭 razonando… 12 palabras»
    🤖 Ana.
    ");
}

#[test]
fn a_retry_counts_down_on_the_live_line() {
    let error = llm::Error::too_long(100);
    let retrying = Activity::Retrying { error, retry: 1, of: 2, wait: Duration::from_secs(2) };
    let activities = [retrying, Activity::RetryIn(2), Activity::RetryIn(1)];
    insta::assert_snapshot!(chat(&activities), @r"
    ⚠️  El modelo no respondió (This model's maximum context length is 100 tokens. [HTTP 400]). Reintento 1 de 2 en 2,0 s (Ctrl-C para parar)
    «   ⏳ se reintenta en 2 s (Ctrl-C para…»«   ⏳ se reintenta en 1 s (Ctrl-C para…»
    ");
    let script = picture(TurnView::script(Lang::Es, false), &activities[1..]);
    assert_eq!(script, "", "a script has no live line");
}

#[test]
fn each_notice_is_one_line() {
    let notices = [
        Notice::Adjusted(Adjustment::Parameter("temperature")),
        Notice::Adjusted(Adjustment::Tool("add_employee".into())),
        Notice::Adjusted(Adjustment::Tools),
        Notice::Compacted { notes: 2, rounds: 1, before: 12_000, after: 5_400 },
        Notice::SummaryFailed(llm::Error::too_long(100)),
        Notice::CostUnknown,
    ];
    let activities = notices.map(Activity::Notice);
    insta::assert_snapshot!(chat(&activities), @r"
    ⚠️  El modelo no admite «temperature» tal como lo pediste; se sigue sin ello.
    ⚠️  La API del modelo rechaza la definición de la herramienta add_employee; no se le ofrece.
    ⚠️  Este modelo no puede usar herramientas: responde sin ellas. /modelo elige otro.
    🗜️  Para que la conversación quepa: 2 resultados de herramientas, en nota; 1 respuesta, en un resumen (12.000 → 5.400 tokens, aprox.). En disco está entera.
    ⚠️  El modelo no pudo resumir la conversación: This model's maximum context length is 100 tokens. [HTTP 400]
    ⚠️  El proveedor no comunica lo que cobra: --max-cost no se puede vigilar.
    ");
}

#[test]
fn what_a_turn_took_is_told_in_a_chat_alone() {
    let totals = Totals { requests: 1, prompt: 42, completion: 9, ..Totals::default() };
    let spent = Spent { totals, window: None, first_token: None, total: Duration::from_secs(1) };
    let activities = [Activity::Text("Ana.".into()), Activity::Spent(spent)];
    insta::assert_snapshot!(chat(&activities), @r"

    🤖 Ana.
       entrada 42 · salida 9 · total 1,0 s
    ");
    assert_eq!(picture(TurnView::script(Lang::Es, false), &activities), "Ana.\n");
}

#[test]
fn a_result_tells_its_size() {
    let sizes = [Shape::Rows(12), Shape::Rows(1), Shape::Lines(3), Shape::Bytes(1_234_567)];
    let ends: Vec<Activity> = sizes
        .into_iter()
        .map(|shape| {
            ended(
                0,
                "uno",
                CallOutcome::Done { elapsed: Duration::from_millis(5), shape, text: "".into() },
            )
        })
        .collect();
    insta::assert_snapshot!(chat(&ends), @r"
       ✓ uno 5 ms · 12 filas
       ✓ uno 5 ms · 1 fila
       ✓ uno 5 ms · 3 líneas
       ✓ uno 5 ms · 1.234.567 bytes
    ");
}
