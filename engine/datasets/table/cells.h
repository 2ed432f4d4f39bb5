#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "io/csv.h"

namespace saddle::datasets {

// What divides a number from its decimals. The other one of the two may group its thousands.
enum class DecimalSign { point, comma };

// The finite number that the whole cell is, whatever the locale: "1.5", "+2", "1,234.5" with a point, "1,5", "1.234,5"
// with a comma; also with a long minus, and with spaces or apostrophes that group thousands. Empty for anything else.
std::optional<double> number_in(std::string_view cell, DecimalSign sign);

// Whether that number has its thousands grouped.
bool has_groups(std::string_view cell, DecimalSign sign);

// Whether the cell says that there is no value, in a column of words: "", "?", "NA", "nan", "NULL".
bool is_missing_word(std::string_view cell);
// The same in a column of numbers, where "-", "." and "none" say so too.
bool is_missing_number(std::string_view cell);

// The sign that the numbers of the table are written with: the comma if some number can be read with it alone, as
// "0,5", and none with the point alone. "1,234" counts for either; it is 1234 where the comma divides cells.
DecimalSign decimal_sign_of(const CsvTable& table);

}  // namespace saddle::datasets
