//! Tables: held until they end, then drawn to the width of the terminal.

use unicode_width::UnicodeWidthStr as _;

use super::face::Face;
use super::inline::{Inline, Put};

/// Rows that are held; a longer table is printed as it comes.
const MOST_ROWS: usize = 2_000;
/// Between two columns.
const GAP: &str = " │ ";
/// The narrowest column, unless its content is narrower.
const NARROWEST: usize = 5;

/// A line of pieces with their looks.
pub(super) type Line = Vec<(Face, String)>;

/// The lines of a table so far.
#[derive(Debug, Default)]
pub(super) struct Table {
    lines: Vec<String>,
    /// Whether it became too long to be drawn.
    overfull: bool,
}

/// Where a column's content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Center,
    /// As its content asks for.
    Unsaid,
}

impl Table {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds a line; returns the lines that are to be printed as they came, if it is too long.
    pub(super) fn push(&mut self, line: &str) -> Option<Vec<String>> {
        self.lines.push(line.to_owned());
        if !self.overfull && self.lines.len() <= MOST_ROWS {
            return None;
        }
        self.overfull = true;
        Some(std::mem::take(&mut self.lines))
    }

    /// Draws the table in so many columns.
    ///
    /// # Errors
    /// Returns the lines if they are no table.
    pub(super) fn draw(self, width: usize) -> Result<Vec<Line>, Vec<String>> {
        let Some(sides) = self.lines.get(1).and_then(|line| sides(line)) else {
            return Err(self.lines);
        };
        let mut rows: Vec<Vec<String>> = self.lines.iter().map(|line| cells(line)).collect();
        rows.remove(1);
        let count = rows[0].len().max(sides.len());
        for row in &mut rows {
            // A row without some of its cells has empty ones; those beyond the head are kept.
            row.resize(count.max(row.len()), String::new());
        }
        let count = rows.iter().map(Vec::len).max().unwrap_or_default();
        for row in &mut rows {
            row.resize(count, String::new());
        }
        let sides: Vec<Side> = (0..count)
            .map(|at| match sides.get(at) {
                None | Some(Side::Unsaid) if is_numeric(&rows[1..], at) => Side::Right,
                None => Side::Left,
                Some(side) => *side,
            })
            .collect();
        let natural: Vec<usize> = (0..count)
            .map(|at| rows.iter().map(|row| plain_width(&row[at])).max().unwrap_or_default())
            .collect();
        match widths(&natural, width) {
            Some(widths) => Ok(grid(&rows, &widths, &sides)),
            None => Ok(records(&rows, width)),
        }
    }
}

/// Splits a line into its cells.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut letters = line.chars().peekable();
    let mut in_code = false;
    while let Some(c) = letters.next() {
        let last = cells.len() - 1;
        match c {
            '\\' if letters.peek() == Some(&'|') => {
                letters.next();
                cells[last].push('|');
            }
            '|' if !in_code => cells.push(String::new()),
            _ => {
                in_code ^= c == '`';
                cells[last].push(c);
            }
        }
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Reads the line below the head, if it is one.
fn sides(line: &str) -> Option<Vec<Side>> {
    let side = |cell: &String| {
        let dashes = cell.trim_matches(':');
        if dashes.is_empty() || dashes.chars().any(|c| c != '-') {
            return None;
        }
        Some(match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Side::Center,
            (true, false) => Side::Left,
            (false, true) => Side::Right,
            (false, false) => Side::Unsaid,
        })
    };
    cells(line).iter().map(side).collect()
}

/// Whether all that stands in a column are numbers.
fn is_numeric(rows: &[Vec<String>], at: usize) -> bool {
    let cells: Vec<&String> =
        rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_empty()).collect();
    let number = |cell: &&String| {
        cell.chars().any(|c| c.is_ascii_digit())
            && cell.chars().all(|c| c.is_ascii_digit() || "+-.,%$€£ \u{a0}".contains(c))
    };
    !cells.is_empty() && cells.iter().all(number)
}

/// Reads the spans of a cell.
fn spans(cell: &str) -> Vec<(char, Face)> {
    let mut out = Vec::new();
    let mut inline = Inline::default();
    let mut put = |put: Put<'_>| match put {
        Put::Char(c, face) => out.push((c, face)),
        // The address stands in the cell, where a terminal finds it.
        Put::Link(_) => {}
    };
    inline.push(cell, &mut put);
    inline.finish(&mut put);
    out
}

fn plain_width(cell: &str) -> usize {
    spans(cell).iter().map(|(c, _)| *c).collect::<String>().width()
}

/// Returns the width of each column, or `None` if the table does not fit.
///
/// Columns that are narrower than their share keep their width; the others share the rest.
fn widths(natural: &[usize], width: usize) -> Option<Vec<usize>> {
    let gaps = GAP.width() * natural.len().saturating_sub(1);
    let room = width.checked_sub(gaps)?;
    let mut widths: Vec<usize> = natural.iter().map(|natural| (*natural).max(1)).collect();
    if widths.iter().sum::<usize>() <= room {
        return Some(widths);
    }
    let mut open: Vec<usize> = (0..widths.len()).collect();
    let mut left = room;
    loop {
        let share = left / open.len().max(1);
        let narrow: Vec<usize> = open.iter().copied().filter(|at| widths[*at] <= share).collect();
        if narrow.is_empty() {
            if share < NARROWEST {
                return None;
            }
            let mut spare = left - share * open.len();
            for at in open {
                widths[at] = share + usize::from(spare > 0);
                spare = spare.saturating_sub(1);
            }
            return Some(widths);
        }
        left -= narrow.iter().map(|at| widths[*at]).sum::<usize>();
        open.retain(|at| !narrow.contains(at));
    }
}

fn grid(rows: &[Vec<String>], widths: &[usize], sides: &[Side]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let base = if number == 0 { Face::BOLD } else { Face::PLAIN };
        let wrapped: Vec<Vec<Line>> =
            row.iter().zip(widths).map(|(cell, width)| wrap(&spans(cell), *width, base)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
        for at in 0..height {
            let mut line = Line::new();
            for (column, cell) in wrapped.iter().enumerate() {
                if column > 0 {
                    line.push((Face::DIM, GAP.to_owned()));
                }
                let empty = Line::new();
                let content = cell.get(at).unwrap_or(&empty);
                let last = column + 1 == wrapped.len();
                line.extend(placed(content, widths[column], sides[column], last));
            }
            // An empty last cell leaves no space at the end of the line.
            if let Some((_, gap)) = line.last_mut().filter(|(_, text)| text == GAP) {
                gap.truncate(gap.trim_end().len());
            }
            lines.push(line);
        }
        if number == 0 {
            let dashes: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            lines.push(vec![(Face::DIM, dashes.join("─┼─"))]);
        }
    }
    lines
}

/// Pads a cell's line to its column; nothing stands after the last one.
fn placed(content: &Line, width: usize, side: Side, last: bool) -> Line {
    if last && content.is_empty() {
        return Line::new();
    }
    let used = line_width(content);
    let room = width.saturating_sub(used);
    let before = match side {
        Side::Left | Side::Unsaid => 0,
        Side::Right => room,
        Side::Center => room / 2,
    };
    let after = if last { 0 } else { room - before };
    let pad = |columns: usize| (Face::PLAIN, " ".repeat(columns));
    let mut line = vec![pad(before)];
    line.extend(content.iter().cloned());
    line.push(pad(after));
    line.retain(|(_, text)| !text.is_empty());
    line
}

/// Draws each row as lines `head: content`, for a terminal that is too narrow.
fn records(rows: &[Vec<String>], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in &rows[1..] {
        for (head, cell) in rows[0].iter().zip(row) {
            let mut letters: Vec<(char, Face)> =
                spans(head).into_iter().map(|(c, face)| (c, face.with(Face::BOLD))).collect();
            letters.extend([(':', Face::DIM), (' ', Face::PLAIN)]);
            letters.extend(spans(cell));
            lines.extend(wrap(&letters, width, Face::PLAIN));
        }
        lines.push(vec![(Face::DIM, "─".repeat(width.min(8)))]);
    }
    lines
}

fn line_width(line: &Line) -> usize {
    line.iter().map(|(_, text)| text.as_str()).collect::<String>().width()
}

/// Wraps between words, and within those that are too long.
fn wrap(letters: &[(char, Face)], width: usize, base: Face) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    let mut text = String::new();
    for word in letters.split_inclusive(|(c, _)| *c == ' ') {
        let bare: String = word.iter().map(|(c, _)| *c).collect();
        let mut candidate = text.clone();
        candidate.push_str(bare.trim_end());
        if !text.is_empty() && candidate.width() > width {
            trim(&mut lines);
            lines.push(Line::new());
            text.clear();
        }
        for (c, face) in word {
            let mut longer = text.clone();
            longer.push(*c);
            if longer.width() > width {
                if *c == ' ' {
                    continue;
                }
                lines.push(Line::new());
                longer = c.to_string();
            }
            text = longer;
            add(&mut lines, *c, base.with(*face));
        }
    }
    trim(&mut lines);
    lines
}

fn add(lines: &mut [Line], c: char, face: Face) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some((last, text)) if *last == face => text.push(c),
        _ => line.push((face, c.to_string())),
    }
}

/// Takes the spaces off the end of the last line.
fn trim(lines: &mut [Line]) {
    if let Some((_, text)) = lines.last_mut().and_then(|line| line.last_mut()) {
        text.truncate(text.trim_end().len());
    }
}
