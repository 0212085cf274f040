//! Dates and times: the decoder tells them apart, here their numbers are checked.

/// What is wrong with a date, a time, or both with or without an offset.
pub(super) fn check(text: &str) -> Result<(), &'static str> {
    const SHAPE: &str = "expected a date such as `2026-01-31`, a time such as `23:59:59`, or both";
    let mut rest = text.as_bytes();
    let mut dated = false;
    if rest.get(4) == Some(&b'-') {
        date(&mut rest).ok_or(SHAPE)??;
        dated = true;
        match rest {
            [] => return Ok(()),
            [b'T' | b't' | b' ', after @ ..] => rest = after,
            _ => return Err(SHAPE),
        }
    }
    time(&mut rest).ok_or(SHAPE)??;
    match rest {
        [] => Ok(()),
        [b'Z' | b'z'] if dated => Ok(()),
        [b'+' | b'-', after @ ..] if dated => {
            rest = after;
            let hour = number(&mut rest, 2).ok_or(SHAPE)?;
            expect(&mut rest, b':').ok_or(SHAPE)?;
            let minute = number(&mut rest, 2).ok_or(SHAPE)?;
            if !rest.is_empty() {
                return Err(SHAPE);
            }
            if hour > 23 || minute > 59 {
                return Err("the offset is out of range");
            }
            Ok(())
        }
        _ => Err(SHAPE),
    }
}

fn date(rest: &mut &[u8]) -> Option<Result<(), &'static str>> {
    let year = number(rest, 4)?;
    expect(rest, b'-')?;
    let month = number(rest, 2)?;
    expect(rest, b'-')?;
    let day = number(rest, 2)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Some(Err("the month is out of range")),
    };
    Some(if (1..=days).contains(&day) { Ok(()) } else { Err("the day is out of range") })
}

fn time(rest: &mut &[u8]) -> Option<Result<(), &'static str>> {
    let hour = number(rest, 2)?;
    expect(rest, b':')?;
    let minute = number(rest, 2)?;
    let mut second = 0;
    // Seconds may be left out since TOML 1.1.
    if expect(rest, b':').is_some() {
        second = number(rest, 2)?;
        if expect(rest, b'.').is_some() {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            *rest = &rest[digits..];
        }
    }
    // Second 60 is a leap second.
    let valid = hour <= 23 && minute <= 59 && second <= 60;
    Some(if valid { Ok(()) } else { Err("the time is out of range") })
}

fn expect(rest: &mut &[u8], byte: u8) -> Option<()> {
    let after = rest.strip_prefix(&[byte])?;
    *rest = after;
    Some(())
}

fn number(rest: &mut &[u8], digits: usize) -> Option<u32> {
    let (run, after) = rest.split_at_checked(digits)?;
    if !run.iter().all(u8::is_ascii_digit) {
        return None;
    }
    *rest = after;
    Some(run.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}
