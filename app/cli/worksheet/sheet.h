#pragma once

#include <cstdint>
#include <string>

#include "labs/concepts/page.h"
#include "ui/language.h"

namespace saddle::cli {

// Exercises of a page of Concepts for paper, as HTML: what is given and lines for the numbers to be worked out, and on
// a second page their key with every formula. The same seed gives the same sheet.
std::string worksheet_html(const ConceptType& page, uint64_t seed, int exercises, const ui::Language& language);

}  // namespace saddle::cli
