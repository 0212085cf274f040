//! Times of jobs by the clock.

use config_core::schema::Grammar;

use super::{GoDuration, ValueError, blanks, text_type};

/// One of the five fields: numbers or ranges with commas between them, perhaps in steps.
macro_rules! field {
    ($number:literal) => {
        concat!("(?:", item!($number), ")(?:,(?:", item!($number), "))*")
    };
}

macro_rules! item {
    ($number:literal) => {
        concat!(r"(?:[*?]|\+?0*(?:", $number, r")(?:-\+?0*(?:", $number, r"))?)(?:/\+?0*[1-9][0-9]*)?")
    };
}

macro_rules! gap {
    () => {
        concat!("[", blanks!(), "]+")
    };
}

/// Which end of a range is the larger, and what follows `@every`, the parser tells.
const GRAMMAR: Grammar = Grammar::Any(&[
    Grammar::OneOf(&["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]),
    Grammar::Pattern("^@every [0-9.+-]"),
    Grammar::Pattern(concat!(
        "^[",
        blanks!(),
        "]*",
        field!("[1-5]?[0-9]"),
        gap!(),
        field!("1?[0-9]|2[0-3]"),
        gap!(),
        field!("[1-9]|[12][0-9]|3[01]"),
        gap!(),
        field!(
            "[1-9]|1[0-2]|[jJ][aA][nN]|[fF][eE][bB]|[mM][aA][rR]|[aA][pP][rR]|[mM][aA][yY]|[jJ][uU][nN]|[jJ][uU][lL]|[aA][uU][gG]|[sS][eE][pP]|[oO][cC][tT]|[nN][oO][vV]|[dD][eE][cC]"
        ),
        gap!(),
        field!(
            "[0-6]|[sS][uU][nN]|[mM][oO][nN]|[tT][uU][eE]|[wW][eE][dD]|[tT][hH][uU]|[fF][rR][iI]|[sS][aA][tT]"
        ),
        "[",
        blanks!(),
        "]*$"
    )),
]);

const HELP: &str =
    "write minute, hour, day of the month, month and day of the week, such as 0 3 * * 1, or @daily";

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// The five fields: what they are called, their smallest and largest number, and the names of their numbers.
const FIELDS: [(&str, u32, u32, &[&str]); 5] = [
    ("minute", 0, 59, &[]),
    ("hour", 0, 23, &[]),
    ("day of the month", 1, 31, &[]),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 6, DAYS),
];

text_type! {
    /// When a job of Kubernetes begins: five fields, or a word with an at sign.
    ///
    /// ```
    /// use config_schemas::value::CronSchedule;
    /// assert!("*/5 2-4 * jan,feb MON".parse::<CronSchedule>().is_ok());
    /// assert!("@every 1h30m".parse::<CronSchedule>().is_ok());
    /// assert!("0 0 * * 7".parse::<CronSchedule>().is_err(), "Sunday is 0");
    /// assert!("0 0 * *".parse::<CronSchedule>().is_err());
    /// ```
    CronSchedule, "a schedule such as 0 3 * * 1", GRAMMAR, check
}

fn check(text: &str) -> Result<(), ValueError> {
    if let Some(word) = text.strip_prefix('@') {
        return named(word);
    }
    if text.contains("TZ=") {
        return Err(ValueError::new("has a time zone", "write the zone into timeZone"));
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    if parts.len() != FIELDS.len() {
        return Err(ValueError::new(format!("has {} fields in place of 5", parts.len()), HELP));
    }
    for (part, field) in parts.iter().zip(FIELDS) {
        for range in part.split(',') {
            one(range, field)
                .map_err(|problem| ValueError::new(format!("has a {} {problem}", field.0), HELP))?;
        }
    }
    Ok(())
}

fn named(word: &str) -> Result<(), ValueError> {
    if let Some(duration) = word.strip_prefix("every ") {
        let known = duration.parse::<GoDuration>().is_ok();
        return if known { Ok(()) } else { Err(ValueError::new("has no duration after @every", HELP)) };
    }
    match word {
        "yearly" | "annually" | "monthly" | "weekly" | "daily" | "midnight" | "hourly" => Ok(()),
        _ => Err(ValueError::new(
            "is none of the words with an at sign",
            "write @yearly, @monthly, @weekly, @daily, @hourly or @every 1h",
        )),
    }
}

/// A number, a range or everything, perhaps in steps.
fn one(text: &str, (_, least, most, names): (&str, u32, u32, &[&str])) -> Result<(), &'static str> {
    let (range, step) = text.split_once('/').map_or((text, None), |(range, step)| (range, Some(step)));
    match step.map(str::parse::<u32>) {
        Some(Err(_)) => return Err("whose step is no number"),
        Some(Ok(0)) => return Err("whose step is 0"),
        Some(Ok(_)) | None => {}
    }
    if matches!(range, "*" | "?") {
        return Ok(());
    }
    let number = |text: &str| {
        let lower = text.to_ascii_lowercase();
        let named = names.iter().zip(least..).find(|(name, _)| **name == lower).map(|(_, number)| number);
        named.or_else(|| text.parse().ok()).ok_or("which is no number")
    };
    let (start, end) = range.split_once('-').unwrap_or((range, range));
    let (start, end) = (number(start)?, number(end)?);
    if start < least || end > most {
        return Err("which is out of range");
    }
    if start > end { Err("which ends before it begins") } else { Ok(()) }
}
