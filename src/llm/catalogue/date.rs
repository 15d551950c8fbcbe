//! Days of the calendar, as model APIs write them: when a model ends.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

/// A day of the Gregorian calendar, or the month or year of which nothing nearer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or the day of an RFC 3339 time; `None` for anything
    /// else, a day that its month does not have among it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let day = text.find(['T', 't', ' ']).map_or(text, |end| &text[..end]);
        let mut parts = day.split('-');
        let year = number(parts.next()?, 4)?;
        let month =
            parts.next().map(|month| number(month, 2)).map_or(Some(None), |m| m.map(Some))?;
        let day = parts.next().map(|day| number(day, 2)).map_or(Some(None), |d| d.map(Some))?;
        if parts.next().is_some() {
            return None;
        }
        let (month, day) = (month.map(|month| month as u8), day.map(|day| day as u8));
        let fits = match (month, day) {
            (None, _) => true,
            (Some(month), None) => (1..=12).contains(&month),
            (Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        };
        fits.then_some(Self { year, month, day })
    }

    /// Returns the day of a time, in UTC.
    pub fn of(time: SystemTime) -> Self {
        let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        // Years from 1 March, in eras of 400 years, so that the leap day is the last of its year
        // and all eras are alike: 719 468 days lie between 1 March of the year 0 and the epoch.
        let days = seconds / 86_400 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        // March is 0; every five months from there have 153 days.
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        let year = u16::try_from(year).unwrap_or(u16::MAX);
        Self { year, month: Some(month as u8), day: Some(day as u8) }
    }

    /// Returns today's date, in UTC.
    pub fn today() -> Self {
        Self::of(SystemTime::now())
    }

    /// Whether the day is over, or all of the month or year, when it is `today`.
    pub fn is_before(self, today: Self) -> bool {
        let first = |date: Self| (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
        let last = (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31));
        last < first(today)
    }

    /// Returns the year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the month from 1 to 12, if it is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Returns the day of the month, if it is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

/// The form that [`Date::parse`] reads: `2027-01-14`, `2027-01` or `2027`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Reads exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Returns how many days a month has; none if there is no such month.
fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::Date;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn a_date_is_read_as_far_as_it_is_told() {
        let table = [
            ("2027-01-14", "2027-01-14"),
            (" 2027-01-14T23:59:59Z ", "2027-01-14"),
            ("2027-01-14 00:00:00", "2027-01-14"),
            ("2027-01", "2027-01"),
            ("2027", "2027"),
            ("2028-02-29", "2028-02-29"),
            ("2000-02-29", "2000-02-29"),
        ];
        for (text, read) in table {
            assert_eq!(date(text).to_string(), read, "{text}");
        }
        let none = [
            "",
            "soon",
            "20270114",
            "27-01-14",
            "2027-1-14",
            "2027-13",
            "2027-00-01",
            "2027-01-32",
            "2027-02-29",
            "1900-02-29",
            "2027-01-14-1",
            "+027-01-14",
            "２０２７",
            "2027-",
        ];
        for text in none {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_has_its_day() {
        let table = [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_795_357_800, "2026-11-22"),
            (1_798_761_599, "2026-12-31"),
            (4_107_542_400, "2100-03-01"),
        ];
        for (seconds, day) in table {
            assert_eq!(Date::of(UNIX_EPOCH + Duration::from_secs(seconds)), date(day), "{seconds}");
        }
    }

    #[test]
    fn a_day_is_over_the_day_after_and_a_year_when_all_of_it_is() {
        let table = [
            ("2027-01-14", "2027-01-13", false),
            ("2027-01-14", "2027-01-14", false),
            ("2027-01-14", "2027-01-15", true),
            ("2027-01-14", "2026-12-31", false),
            ("2027-01", "2027-01-31", false),
            ("2027-01", "2027-02-01", true),
            ("2027", "2027-12-31", false),
            ("2027", "2028-01-01", true),
        ];
        for (day, today, over) in table {
            assert_eq!(date(day).is_before(date(today)), over, "{day} on {today}");
        }
    }
}
