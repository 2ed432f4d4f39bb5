#pragma once

#include "report/html_text.h"

namespace saddle::cli {

using app::html_text;

}  // namespace saddle::cli
