//! A call that needs a person's yes, as the person can judge it: whose word what is, every
//! argument whole, and what changed in the tool since it was seen last.

mod difference;
mod rows;
pub(super) mod wrap;

use crate::agent::ApprovalRequest;
use crate::mcp::protocol::Tool;
use crate::text::Lang;
use crate::ui::Theme;
use difference::difference;
pub use rows::argument_name;
use rows::{Row, rows};
use wrap::{columns, wrap};

/// Before everything that belongs to the question.
const INDENT: &str = "   ";
/// Between two columns.
const GAP: usize = 2;
/// The widest column of names and of types.
const WIDEST: usize = 24;
/// Values need so many columns to stand beside their names; below, they stand under them.
const ROOM: usize = 20;
/// How much of the tool's description is shown, in characters; its page has the rest.
const DESCRIPTION: usize = 600;

/// Returns the call as a person can judge it.
pub fn approval_page(request: &ApprovalRequest, lang: Lang, theme: Theme, width: usize) -> String {
    let ApprovalRequest { tool, arguments, before, reply: _ } = request;
    let mut lines = vec![String::new(), theme.warn(lang.approve_heading(tool.name.line(128)))];
    let room = width.saturating_sub(INDENT.len()).max(1);
    for text in said(tool, lang) {
        lines.extend(prose(&text, room, |line| theme.dim(line)));
    }
    if let Some(before) = before {
        lines.extend(prose(&lang.approve_changed(), room, |line| theme.warn(line)));
        lines.extend(indented(difference(before, &tool.definition, lang, theme)));
    }
    lines.push(String::new());
    lines.extend(indented(table(&rows(arguments, &tool.input_schema, lang), lang, theme, room)));
    lines.push(String::new());
    lines.join("\n") + "\n"
}

/// Returns a sentence of ours in lines.
fn prose<'a>(
    text: &str,
    width: usize,
    style: impl Fn(&str) -> String + 'a,
) -> impl Iterator<Item = String> + 'a {
    wrap(text, width).into_iter().map(move |line| format!("{INDENT}{}", style(line.trim_end())))
}

/// Returns what the tool and its server claim.
fn said(tool: &Tool, lang: Lang) -> Vec<String> {
    let marking = match tool.hints.destructive {
        _ if tool.hints.read_only => lang.approve_read_only(),
        Some(true) => lang.approve_destructive(),
        Some(false) => lang.approve_additive(),
        None => lang.approve_unmarked(),
    };
    let description = tool.description.line(DESCRIPTION);
    let mut said = Vec::new();
    if !description.is_empty() {
        said.push(lang.approve_description(description));
    }
    said.push(marking);
    said
}

fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("{INDENT}{line}"))
}

/// Draws the arguments in so many columns.
fn table(rows: &[Row], lang: Lang, theme: Theme, width: usize) -> Vec<String> {
    if rows.is_empty() {
        return vec![theme.dim(lang.approve_no_arguments())];
    }
    let heads = [lang.approve_head_name(), lang.approve_head_type(), lang.approve_head_value()];
    let widest = |cell: fn(&Row) -> &str, head: &str| {
        let cells = rows.iter().map(|row| columns(cell(row)));
        cells.chain([columns(head)]).max().unwrap_or_default().min(WIDEST)
    };
    let widths = [widest(|row| &row.name, &heads[0]), widest(|row| &row.kind, &heads[1])];
    let used = widths[0] + widths[1] + 2 * GAP;
    let Some(room) = width.checked_sub(used).filter(|room| *room >= ROOM) else {
        return stacked(rows, theme, width);
    };
    let head: String = heads.iter().zip(widths).map(|(head, width)| padded(head, width)).collect();
    let mut lines = vec![theme.dim(format!("{head}{}", heads[2]))];
    for row in rows {
        let names = wrap(&row.name, widths[0]);
        let kinds = wrap(&row.kind, widths[1]);
        let values: Vec<String> = row.value.iter().flat_map(|line| wrap(line, room)).collect();
        let cell = |lines: &[String], at: usize, width| {
            padded(lines.get(at).map_or("", String::as_str), width)
        };
        for at in 0..names.len().max(kinds.len()).max(values.len()) {
            let (name, kind) = (cell(&names, at, widths[0]), cell(&kinds, at, widths[1]));
            let value = values.get(at).map_or("", String::as_str);
            let line = format!("{name}{}{value}", theme.dim(kind));
            lines.push(line.trim_end().to_owned());
        }
        lines.extend(warning(row, theme, width));
    }
    lines
}

/// Draws each value below its name, for a terminal that is too narrow.
fn stacked(rows: &[Row], theme: Theme, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let kind = if row.kind.is_empty() { String::new() } else { format!(" ({})", row.kind) };
        lines
            .extend(wrap(&format!("{}{kind}", row.name), width).iter().map(|line| theme.dim(line)));
        let values = row.value.iter().flat_map(|line| wrap(line, width.saturating_sub(GAP).max(1)));
        lines.extend(values.map(|line| format!("{:GAP$}{}", "", line.trim_end())));
        lines.extend(warning(row, theme, width));
    }
    lines
}

fn warning(row: &Row, theme: Theme, width: usize) -> Vec<String> {
    let Some(warning) = &row.warning else { return Vec::new() };
    wrap(&format!("⚠ {warning}"), width).iter().map(|line| theme.warn(line.trim_end())).collect()
}

/// Pads a cell to its column and the gap after it.
fn padded(cell: &str, width: usize) -> String {
    let rest = (width + GAP).saturating_sub(columns(cell));
    format!("{cell}{:rest$}", "")
}

#[cfg(test)]
mod tests;
