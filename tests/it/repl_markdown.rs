//! Answers as a person sees them: a table of employees at three widths, in a real terminal.

use crate::support::chat::{PROMPT, person};
use crate::support::mcp::Script;
use crate::support::model::{Model, text};

const ANSWER: &str = "En **Ventas** trabajan:\n\n\
    | Nombre | Puesto | Sueldo |\n|---|---|---:|\n\
    | Ana García | Contadora | 2.100,50 € |\n\
    | 山田太郎 | Responsable de sistemas internos | 950 € |\n\nNada más.";

/// The screen from the answer to the next prompt.
fn answer(columns: u16) -> String {
    let server = Script::new().start();
    let model = Model::answering([text(ANSWER).chunks_of(7)]);
    let mut terminal = person(&server, &model).terminal_of(&[], columns, 40);
    terminal.expect(PROMPT);
    terminal.line("¿Quién?");
    terminal.expect("más.");
    terminal.expect(PROMPT);
    let screen = terminal.screen();
    let (_, answer) = screen.split_once("Pensando...").expect("the turn");
    let (answer, _) = answer.split_once("   entrada").expect("what it took");
    terminal.line("salir");
    terminal.wait();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    let (_, drawn) = raw.split_once("🤖 En").or(raw.split_once("🤖 ")).expect("the answer");
    let (drawn, _) = drawn.split_once("Nada").expect("its end");
    // Appended, never redrawn: nothing but looks.
    for escape in drawn.split('\u{1b}').skip(1) {
        let end = escape.find(|c: char| c.is_ascii_alphabetic()).expect("a whole escape");
        assert!(escape.starts_with('[') && &escape[end..=end] == "m", "{escape:?}");
    }
    answer.trim().to_owned()
}

#[test]
fn at_40_columns() {
    insta::assert_snapshot!(answer(40), @r"
    🤖 En Ventas trabajan:

    Nombre     │ Puesto         │     Sueldo
    ───────────┼────────────────┼───────────
    Ana García │ Contadora      │ 2.100,50 €
    山田太郎   │ Responsable de │      950 €
               │ sistemas       │
               │ internos       │

    Nada más.
    ");
}

#[test]
fn at_80_columns() {
    insta::assert_snapshot!(answer(80), @r"
    🤖 En Ventas trabajan:

    Nombre     │ Puesto                           │     Sueldo
    ───────────┼──────────────────────────────────┼───────────
    Ana García │ Contadora                        │ 2.100,50 €
    山田太郎   │ Responsable de sistemas internos │      950 €

    Nada más.
    ");
}

#[test]
fn at_200_columns() {
    insta::assert_snapshot!(answer(200), @r"
    🤖 En Ventas trabajan:

    Nombre     │ Puesto                           │     Sueldo
    ───────────┼──────────────────────────────────┼───────────
    Ana García │ Contadora                        │ 2.100,50 €
    山田太郎   │ Responsable de sistemas internos │      950 €

    Nada más.
    ");
}
