//! How a server's models are listed, and what a person is told about the one in use.

use unicode_width::UnicodeWidthStr as _;

use super::date;
use crate::llm::catalogue::{Date, Model, Models, Retirement};
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;

/// Models shown at once.
const ROWS: usize = 40;
/// The longest name shown whole, in characters.
const NAME: usize = 60;
/// Stands for what the server does not say.
const UNKNOWN: &str = "—";
/// Between two columns.
const GAP: &str = "  ";

/// A line of the list: name, window, prices, tools.
type Row = [String; 5];

/// Returns the models whose names hold every word of `filter`, a line each, for `/models`.
pub fn model_list(models: &Models, filter: &str, lang: Lang, theme: Theme) -> String {
    if models.is_empty() {
        return format!("{}\n", lang.models_none());
    }
    let rows: Vec<Row> = models.matching(filter).take(ROWS).map(|model| row(model, lang)).collect();
    if rows.is_empty() {
        let filter = Untrusted::from(filter).line(NAME);
        return format!("{}\n", lang.models_no_match(filter, count(models.len(), lang)));
    }
    let head = [
        lang.models_column_name(),
        lang.models_column_window(),
        lang.models_column_input(),
        lang.models_column_output(),
        lang.models_column_tools(),
    ];
    let widths = widths(&head, &rows);
    let mut text = format!("{}\n", theme.dim(line(&head, widths, |name| name)));
    for row in &rows {
        text.push_str(&line(row, widths, |name| theme.strong(name)));
        text.push('\n');
    }
    let more = models.matching(filter).count() - rows.len();
    if more > 0 {
        text.push_str(&format!("{}\n", theme.dim(lang.models_more(count(more, lang)))));
    }
    text
}

/// Returns the one line that tells when a model ends or ended, and what there is instead.
pub fn retirement_notice(model: &str, end: &Retirement, today: Date, lang: Lang) -> String {
    let sentence = retirement(model, end, today, lang);
    match &end.replacement {
        Some(replacement) => format!("⚠️  {sentence} (/model {})", replacement.line(NAME)),
        None => format!("⚠️  {sentence} ({})", lang.model_see_others()),
    }
}

/// Returns the same as a part of a longer text.
pub fn retirement(model: &str, end: &Retirement, today: Date, lang: Lang) -> String {
    let (model, when) = (Untrusted::from(model).line(NAME), date::when(end.date, lang));
    let sentence = if end.date.is_before(today) {
        lang.model_retired(model, when)
    } else {
        lang.model_retires(model, when)
    };
    match &end.replacement {
        Some(replacement) => lang.model_replaced(sentence, replacement.line(NAME)),
        None => sentence,
    }
}

/// Returns the one line that tells that a model uses no tools.
pub fn no_tools_notice(model: &str, lang: Lang) -> String {
    lang.model_without_tools(Untrusted::from(model).line(NAME))
}

fn row(model: &Model, lang: Lang) -> Row {
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
    let price = |price: Option<f64>| or_unknown(price.map(|price| lang.dollars(price)));
    let tools = model
        .takes_tools
        .map(|takes| if takes { lang.models_tools_yes() } else { lang.models_tools_no() });
    [
        model.id.line(NAME),
        or_unknown(model.context.map(|tokens| lang.count(tokens))),
        price(model.prices.input),
        price(model.prices.output),
        or_unknown(tools),
    ]
}

fn widths(head: &Row, rows: &[Row]) -> [usize; 5] {
    let mut widths = [0; 5];
    for row in rows.iter().chain([head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    widths
}

/// Joins the cells: the name to the left, numbers to the right, the last one as it is.
fn line(cells: &Row, widths: [usize; 5], name: impl Fn(String) -> String) -> String {
    let blank = |at: usize| " ".repeat(widths[at].saturating_sub(cells[at].width()));
    let [id, window, input, output, tools] = cells;
    let numbers = [(1, window), (2, input), (3, output)];
    let numbers = numbers.map(|(at, cell)| format!("{GAP}{}{cell}", blank(at))).concat();
    format!("{GAP}{}{}{numbers}{GAP}{tools}", name(id.clone()), blank(0))
}

fn count(count: usize, lang: Lang) -> String {
    lang.count(count as u64)
}

#[cfg(test)]
mod tests {
    use super::{Date, Lang, Model, Models, Retirement, Theme};
    use super::{model_list, no_tools_notice, retirement_notice};
    use crate::llm::Profile;
    use crate::llm::catalogue::Prices;

    fn model(id: &str) -> Model {
        let prices = Prices::default();
        Model { id: id.into(), context: None, prices, takes_tools: None, retirement: None }
    }

    fn offered() -> Models {
        let luna = Model {
            context: Some(1_050_000),
            prices: Prices { input: Some(0.1), output: Some(0.5) },
            takes_tools: Some(true),
            ..model("openai/gpt-6-luna")
        };
        let sonar = Model {
            context: Some(127_072),
            prices: Prices { input: Some(1.0), output: Some(15.0) },
            takes_tools: Some(false),
            ..model("perplexity/sonar")
        };
        let free = Model {
            prices: Prices { input: Some(0.0), output: Some(0.0) },
            ..model("通义/千问:free")
        };
        Models::new(vec![luna, sonar, free, model("x.gguf")], Profile::OpenRouter)
    }

    fn end(date: &str, replacement: Option<&str>) -> Retirement {
        let date = Date::parse(date).expect("a date");
        Retirement { date, replacement: replacement.map(Into::into) }
    }

    #[test]
    fn models_are_listed_in_columns() {
        insta::assert_snapshot!(model_list(&offered(), "", Lang::Es, Theme::default()), @"
        modelo               ventana  entrada/M   salida/M  herramientas
        openai/gpt-6-luna  1.050.000   0,10 US$   0,50 US$  sí
        perplexity/sonar     127.072   1,00 US$  15,00 US$  no
        x.gguf                     —          —          —  —
        通义/千问:free             —   0,00 US$   0,00 US$  —
        ");
        insta::assert_snapshot!(model_list(&offered(), "open LUNA", Lang::En, Theme::default()), @"
        model                 window  input/M  output/M  tools
        openai/gpt-6-luna  1,050,000    $0.10     $0.50  yes
        ");
    }

    #[test]
    fn colours_do_not_move_the_columns() {
        let shown = model_list(&offered(), "sonar", Lang::En, Theme::new(true));
        insta::assert_snapshot!(shown.replace('\u{1b}', "^"), @"
        ^[2m  model              window  input/M  output/M  tools^[0m
          ^[1mperplexity/sonar^[0m  127,072    $1.00    $15.00  no
        ");
    }

    #[test]
    fn a_long_list_is_cut_and_says_how_to_narrow_it() {
        let many = (0..1300).map(|n| model(&format!("m{n:04}"))).collect();
        let shown = model_list(&Models::new(many, Profile::Other), "m", Lang::Es, Theme::default());
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!((lines.len(), lines[40]), (42, "  m0039         —          —         —  —"));
        insta::assert_snapshot!(lines[41], @"… y 1.260 más: escribe parte del nombre detrás de /modelos");
        let forty = (0..40).map(|n| model(&format!("m{n:04}"))).collect();
        let shown = model_list(&Models::new(forty, Profile::Other), "", Lang::En, Theme::default());
        assert_eq!(shown.lines().count(), 41);
    }

    #[test]
    fn no_models_are_said_to_be_none() {
        let none = Models::new(vec![], Profile::Other);
        insta::assert_snapshot!(model_list(&none, "x", Lang::Es, Theme::default()), @"El servidor no ofrece ningún modelo.");
        insta::assert_snapshot!(model_list(&none, "x", Lang::En, Theme::default()), @"The server offers no models.");
        let filter = "nada\u{1b}[2J";
        insta::assert_snapshot!(model_list(&offered(), filter, Lang::Es, Theme::default()), @"Ninguno de los 4 modelos contiene «nada␛[2J» en su nombre.");
        insta::assert_snapshot!(model_list(&offered(), filter, Lang::En, Theme::default()), @r#"None of the 4 models holds "nada␛[2J" in its name."#);
    }

    #[test]
    fn the_end_of_a_model_is_one_line() {
        let today = Date::parse("2026-11-22").expect("a date");
        let notices = |lang| {
            let all = [
                ("gpt-4o-mini", end("2027-01-14", Some("gpt-6-luna"))),
                ("o3", end("2026-12-11", None)),
                ("gpt-4", end("2026-10-23", None)),
                ("x\u{1b}[2J", end("2026-11-21", Some("y\u{202e}"))),
                ("today", end("2026-11-22", None)),
                ("month", end("2027-03", None)),
                ("year", end("2025", None)),
            ];
            let line =
                |(model, end): &(&str, Retirement)| retirement_notice(model, end, today, lang);
            all.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(notices(Lang::Es), @"
        ⚠️  gpt-4o-mini dejará de estar disponible el 14 de enero de 2027; el proveedor recomienda gpt-6-luna (/model gpt-6-luna)
        ⚠️  o3 dejará de estar disponible el 11 de diciembre de 2026 (/modelos muestra los que hay)
        ⚠️  gpt-4 dejó de estar disponible el 23 de octubre de 2026 (/modelos muestra los que hay)
        ⚠️  x␛[2J dejó de estar disponible el 21 de noviembre de 2026; el proveedor recomienda y� (/model y�)
        ⚠️  today dejará de estar disponible el 22 de noviembre de 2026 (/modelos muestra los que hay)
        ⚠️  month dejará de estar disponible en marzo de 2027 (/modelos muestra los que hay)
        ⚠️  year dejó de estar disponible en 2025 (/modelos muestra los que hay)
        ");
        insta::assert_snapshot!(notices(Lang::En), @"
        ⚠️  gpt-4o-mini will be shut down on January 14, 2027; the provider recommends gpt-6-luna (/model gpt-6-luna)
        ⚠️  o3 will be shut down on December 11, 2026 (/models shows those there are)
        ⚠️  gpt-4 was shut down on October 23, 2026 (/models shows those there are)
        ⚠️  x␛[2J was shut down on November 21, 2026; the provider recommends y� (/model y�)
        ⚠️  today will be shut down on November 22, 2026 (/models shows those there are)
        ⚠️  month will be shut down in March 2027 (/models shows those there are)
        ⚠️  year was shut down in 2025 (/models shows those there are)
        ");
    }

    #[test]
    fn a_model_without_tools_is_told_in_one_line() {
        insta::assert_snapshot!(no_tools_notice("perplexity/sonar", Lang::Es), @"⚠️  perplexity/sonar no usa herramientas, según el servidor del modelo: no podrá consultar el servidor MCP. /modelos muestra otros");
        insta::assert_snapshot!(no_tools_notice("perplexity/sonar", Lang::En), @"⚠️  perplexity/sonar uses no tools, says the model's server: it cannot ask the MCP server. /models shows others");
    }
}
