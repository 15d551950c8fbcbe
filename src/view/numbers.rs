//! Numbers as a person of the interface's language reads them.

use std::time::Duration;

use crate::agent::Shape;
use crate::text::Lang;

impl Lang {
    /// Returns a time: `12 ms`, `1,2 s` or `1.2 s`, `75 s`.
    pub(super) fn time(self, time: Duration) -> String {
        let seconds = time.as_secs_f64();
        match seconds {
            ..0.9995 => format!("{:.0} ms", seconds * 1000.0),
            ..9.95 => self.decimal(format!("{seconds:.1} s")),
            _ => format!("{seconds:.0} s"),
        }
    }

    /// Returns a whole number with its thousands apart: `12.340` or `12,340`.
    pub(crate) fn count(self, count: u64) -> String {
        let digits = count.to_string();
        let mark = match self {
            Self::Es => '.',
            Self::En => ',',
        };
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }

    /// Returns an amount of US dollars, small ones to two digits that say something.
    pub(crate) fn dollars(self, dollars: f64) -> String {
        let decimals = match dollars {
            ..=0.0 => 2,
            0.1.. => 2,
            _ => (1.0 - dollars.log10().floor()).clamp(2.0, 9.0) as usize,
        };
        let text = self.decimal(format!("{dollars:.decimals$}"));
        match self {
            Self::Es => format!("{text} US$"),
            Self::En => format!("${text}"),
        }
    }

    /// Returns a share: `12 %` or `12%`.
    pub(super) fn percent(self, share: f64) -> String {
        let percent = (share * 100.0).round();
        // Something is not nothing.
        let percent =
            if percent == 0.0 && share > 0.0 { "<1".to_owned() } else { percent.to_string() };
        match self {
            Self::Es => format!("{percent} %"),
            Self::En => format!("{percent}%"),
        }
    }

    /// Returns the size of a result, unless it is short.
    pub(super) fn shape(self, shape: Shape) -> Option<String> {
        let count = |count: usize| self.count(count.try_into().unwrap_or(u64::MAX));
        Some(match shape {
            Shape::Rows(1) => self.size_row(),
            Shape::Rows(rows) => self.size_rows(count(rows)),
            Shape::Lines(lines) => self.size_lines(count(lines)),
            Shape::Bytes(bytes) => self.size_bytes(count(bytes)),
            Shape::Short => return None,
        })
    }

    fn decimal(self, text: String) -> String {
        match self {
            Self::Es => text.replace('.', ","),
            Self::En => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Lang::{En, Es};

    #[test]
    fn each_language_has_its_marks() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(|n| Es.count(n)),
            ["0", "999", "1.000", "1.234.567"]
        );
        assert_eq!(En.count(12_340), "12,340");
        let dollars = [0.0, 0.0021, 0.00012, 0.123, 1.5, 12.0];
        assert_eq!(
            dollars.map(|dollars| En.dollars(dollars)),
            ["$0.00", "$0.0021", "$0.00012", "$0.12", "$1.50", "$12.00"]
        );
        assert_eq!(Es.dollars(0.0021), "0,0021 US$");
        assert_eq!((Es.percent(0.123), En.percent(0.123)), ("12 %".into(), "12%".into()));
        assert_eq!((Es.percent(0.0004), En.percent(0.0)), ("<1 %".into(), "0%".into()));
        let times = [12, 1234, 75_000].map(Duration::from_millis);
        assert_eq!(times.map(|time| Es.time(time)), ["12 ms", "1,2 s", "75 s"]);
        assert_eq!(En.time(Duration::from_millis(1234)), "1.2 s");
    }
}
