#pragma once

#include "datasets/table/cells.h"
#include "io/csv.h"

namespace saddle::datasets {

// Whether the first row of the table names its columns, by what it is and the rows below are not: words above numbers,
// whole numbers above decimals, numbers that count the columns, or words that occur nowhere below where words repeat.
bool has_header(const CsvTable& table, DecimalSign sign);

}  // namespace saddle::datasets
