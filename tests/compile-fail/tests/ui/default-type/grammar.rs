use config_core::schema::{Grammar, Kind};
use config_core::{ConfigValue, Reader, ServiceConfig, Value};

/// A slot of a deployment.
struct Slot(String);

impl ConfigValue for Slot {
    const KIND: Kind = Kind::Parsed {
        name: "a slot such as blue-7",
        format: None,
        check: |text| if text.starts_with("blue-") { Ok(()) } else { Err("it is not blue".to_owned()) },
        grammar: Grammar::Pattern("^blue-[0-9]+$"),
        numbers: false,
    };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.parsed(value, &Self::KIND, |text| Ok(Self(text.to_owned())))
    }
}

/// A section.
#[derive(ServiceConfig)]
struct Section {
    /// Where it is.
    #[config(default = "green-7")]
    slot: Slot,
    /// Where it may be.
    #[config(default = ["blue-1", "blue"])]
    others: Vec<Slot>,
    /// Where it was.
    #[config(default = "blue-7")]
    before: Option<Slot>,
}

fn main() {}
