use proptest::prelude::{any, prop, proptest};
use unicode_width::UnicodeWidthStr as _;

use super::Markdown;
use crate::ui::Theme;

fn drawn(text: &str, width: usize) -> String {
    pieces(&[text], width, false)
}

fn pieces(pieces: &[&str], width: usize, colored: bool) -> String {
    let mut markdown = Markdown::new(width, 0, Theme::new(colored));
    let mut out: String = pieces.iter().map(|piece| markdown.push(piece)).collect();
    out.push_str(&markdown.finish());
    out
}

const ANSWER: &str = "# Empleados de **Ventas**

Hay *tres* personas en `Ventas`, y la lista completa está en [la intranet](https://intra.example/ventas).

- Ana García, que lleva las cuentas de los clientes del norte
  1. desde 2019
- Luis

> Lo dijo la directora general en la última reunión.

| nombre | puesto | sueldo |
|---|:---:|---|
| Ana García | Contadora | 2.100,50 € |
| 山田太郎 👩‍💻 | Desarrollador de **sistemas** internos | 950 € |

---
```rust
fn main() { // hola
    let x = \"ñ\";
}
```
Fin.";

#[test]
fn an_answer_reads_well_at_40_columns() {
    insta::assert_snapshot!(drawn(ANSWER, 40), @r#"
    # Empleados de Ventas

    Hay tres personas en Ventas, y la lista
    completa está en la intranet
    (https://intra.example/ventas).

    • Ana García, que lleva las cuentas de
      los clientes del norte
      1. desde 2019
    • Luis

    │ Lo dijo la directora general en la
    │ última reunión.

    nombre      │    puesto     │     sueldo
    ────────────┼───────────────┼───────────
    Ana García  │   Contadora   │ 2.100,50 €
    山田太郎 👩‍💻 │ Desarrollador │      950 €
                │  de sistemas  │
                │   internos    │

    ────────────────────────────────────────
      fn main() { // hola
          let x = "ñ";
      }
    Fin.
    "#);
}

#[test]
fn an_answer_reads_well_at_80_columns() {
    insta::assert_snapshot!(drawn(ANSWER, 80), @r#"
    # Empleados de Ventas

    Hay tres personas en Ventas, y la lista completa está en la intranet
    (https://intra.example/ventas).

    • Ana García, que lleva las cuentas de los clientes del norte
      1. desde 2019
    • Luis

    │ Lo dijo la directora general en la última reunión.

    nombre      │               puesto               │     sueldo
    ────────────┼────────────────────────────────────┼───────────
    Ana García  │             Contadora              │ 2.100,50 €
    山田太郎 👩‍💻 │ Desarrollador de sistemas internos │      950 €

    ────────────────────────────────────────
      fn main() { // hola
          let x = "ñ";
      }
    Fin.
    "#);
}

#[test]
fn a_table_that_does_not_fit_becomes_records() {
    let table = "| nombre | puesto | departamento |\n|--|--|--|\n| Ana | Contadora | Finanzas |\n| Luis | Jefe | Ventas |\n";
    insta::assert_snapshot!(drawn(table, 12), @r"
    nombre: Ana
    puesto:
    Contadora
    departamento
    : Finanzas
    ────────
    nombre: Luis
    puesto: Jefe
    departamento
    : Ventas
    ────────
    ");
}

#[test]
fn what_looks_like_a_table_and_is_none_stays_as_it_came() {
    let text = "| no es | tabla |\nsigue\n|x|\n";
    assert_eq!(drawn(text, 80), text);
}

#[test]
fn looks_are_opened_and_closed_on_their_line() {
    insta::assert_debug_snapshot!(pieces(&["**Ana** y `x`\n## T\n"], 80, true), @r#""\u{1b}[1mAna\u{1b}[0m y \u{1b}[36mx\u{1b}[0m\n\u{1b}[1m\u{1b}[4mT\u{1b}[0m\n""#);
}

fn linked(pieces: &[&str], width: usize) -> String {
    let mut markdown = Markdown::new(width, 0, Theme::default().with_links(true));
    let mut out: String = pieces.iter().map(|piece| markdown.push(piece)).collect();
    out.push_str(&markdown.finish());
    out.replace("\u{1b}]8;;\u{1b}\\", "<>").replace("\u{1b}]8;;", "<").replace("\u{1b}\\", ">")
}

#[test]
fn a_link_leads_on_every_line_where_the_terminal_takes_it() {
    let text = "ve [la web de la empresa](https://x.es/á b) o [esto](file:///etc/passwd).";
    insta::assert_snapshot!(linked(&[text], 20), @"
    ve <https://x.es/%C3%A1>la web de la<>
    <https://x.es/%C3%A1>empresa<>
    <https://x.es/%C3%A1>(https://x.es/á)<> o
    esto
    (file:///etc/passwd)
    .
    ");
    insta::assert_snapshot!(linked(&["[a](HTTPS://x.es)[b](mailto:a@x.es)"], 80), @"<https://x.es/>a (HTTPS://x.es)<mailto:a@x.es>b (mailto:a@x.es)<>");
    // Without links the terminal is told of none.
    assert!(!drawn(text, 20).contains('\u{1b}'));
}

#[test]
fn a_huge_answer_is_drawn_whole() {
    let line =
        "Ana García trabaja en **Ventas** desde `2019`, y [su ficha](https://x.es/1) lo dice. ";
    let text = line.repeat(5_000_000 / line.len());
    let out = drawn(&text, 40);
    assert_eq!(out.matches("Ventas").count(), text.matches("Ventas").count());
    assert!(out.lines().all(|line| line.width() <= 40));
}

#[test]
fn a_table_of_200_columns_and_a_terminal_of_10_lose_nothing() {
    let row = |cell: &str| format!("| {} |\n", vec![cell; 200].join(" | "));
    let text = row("h") + &row("---") + &row("celda");
    for width in [10, 40, 80, 200, 2_000] {
        let out = drawn(&text, width);
        let joined: String = out.split_whitespace().collect();
        assert_eq!(joined.matches("celda").count(), 200, "{width}");
        assert!(out.lines().all(|line| line.width() <= width), "{width}");
    }
}

#[test]
fn the_first_word_is_printed_at_once_where_there_is_room() {
    let mut markdown = Markdown::new(80, 3, Theme::default());
    assert_eq!(markdown.push("Lo"), "Lo");
    assert_eq!(markdown.push("s emplea"), "s emplea");
    assert_eq!(markdown.push("dos"), "dos");
}

#[test]
fn a_resize_counts_from_the_next_line_on() {
    let mut markdown = Markdown::new(80, 0, Theme::default());
    let before = markdown.push("uno dos tres cuatro cinco seis\n");
    markdown.resize(12);
    let after = markdown.push("uno dos tres cuatro cinco seis\n");
    assert_eq!(before, "uno dos tres cuatro cinco seis\n");
    assert_eq!(after, "uno dos tres\ncuatro cinco\nseis\n");
}

#[test]
fn nothing_of_a_long_table_is_lost() {
    let rows = "| a | b |\n|---|---|\n".to_owned() + &"| uno | dos |\n".repeat(3_000);
    let out = drawn(&rows, 80);
    assert_eq!(out.matches("uno").count(), 3_000);
}

/// The first line of an answer stands behind a mark, so its columns are not those of its text.
#[test]
fn an_item_on_a_line_that_is_in_use_is_the_same_in_any_pieces() {
    let letters = |text: &str| {
        let mut markdown = Markdown::new(80, 3, Theme::default());
        let pieces: String = text.chars().map(|c| markdown.push(&c.to_string())).collect();
        pieces + &markdown.finish()
    };
    for text in ["-   # ", "*  a", "- - a", "-"] {
        let mut markdown = Markdown::new(80, 3, Theme::default());
        let whole = markdown.push(text) + &markdown.finish();
        assert_eq!(letters(text), whole, "{text:?}");
    }
}

/// Pieces of which answers are made, whole and broken.
const PARTS: [&str; 29] = [
    "# ",
    "## x",
    "- ",
    "* ",
    "1. ",
    "> ",
    "```",
    "```rust",
    "|",
    "| a | b |",
    "|---|--:|",
    "---",
    "**",
    "*",
    "_",
    "`",
    "[a](",
    "](b)",
    "](http://b)",
    "~~",
    "\\",
    "hola",
    " ",
    "ñandú",
    "日本語",
    "👩‍💻",
    "\n",
    "\n\n",
    "palabralarguísimaquenocabeenlalínea",
];

proptest! {
    /// However it is cut: the same output, no escape that is not ours, no cursor movement, and no
    /// line beyond the width except of code.
    #[test]
    fn any_text_in_any_pieces(
        parts in prop::collection::vec(0..PARTS.len(), 0..60),
        cuts in prop::collection::vec(any::<u8>(), 1..8),
        width in 10..90_usize,
    ) {
        let text: String = parts.iter().map(|part| PARTS[*part]).collect();
        let whole = drawn(&text, width);
        let letters: Vec<char> = text.chars().collect();
        let mut cut = Vec::new();
        let (mut at, mut turn) = (0, 0);
        while at < letters.len() {
            let length = usize::from(cuts[turn % cuts.len()] % 9) + 1;
            cut.push(letters[at..letters.len().min(at + length)].iter().collect::<String>());
            (at, turn) = (at + length, turn + 1);
        }
        let cut: Vec<&str> = cut.iter().map(String::as_str).collect();
        assert_eq!(pieces(&cut, width, false), whole);
        assert!(!whole.contains(['\u{1b}', '\r']), "{whole:?}");
        assert_eq!(without_links(&linked(&cut, width)), whole);
        let colored = pieces(&cut, width, true);
        assert_eq!(without_looks(&colored), without_marks(&colored, &whole), "{colored:?}");
        // Code is left to the terminal; `~~~` opens it as well.
        let in_code = text.contains("```") || text.contains("~~~");
        for line in whole.lines() {
            assert!(in_code || line.width() <= width, "{line:?} in {width}");
        }
    }
}

/// Takes out the escapes that choose a look; any other stays.
fn without_looks(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        let end = after.find(|c: char| !(c.is_ascii_digit() || c == ';')).unwrap_or(after.len());
        rest = match after[end..].strip_prefix('m') {
            Some(rest) => rest,
            None => return text.to_owned(),
        };
    }
    out + rest
}

/// Takes out what [`linked`] tells of links.
fn without_links(text: &str) -> String {
    text.replace("<http://b/>", "").replace("<>", "")
}

/// A heading without colours has its marks, which may wrap it elsewhere.
fn without_marks(colored: &str, whole: &str) -> String {
    if whole.contains('#') { without_looks(colored) } else { whole.to_owned() }
}
