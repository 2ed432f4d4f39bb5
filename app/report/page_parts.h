#pragma once

#include <string>

#include "report/report.h"

// The parts of a report, each a section of HTML; empty where there is nothing to tell.
namespace saddle::app {

std::string facts_part(const Report& report, const ui::Language& language);
std::string events_part(const Report& report, const ui::Language& language);
std::string curves_part(const Report& report, const ui::Language& language);
std::string published_part(const Report& report, const std::vector<Preset>& presets, const ui::Language& language);
std::string confusion_part(const Report& report, const ui::Language& language);
std::string filters_part(const Report& report, const ui::Language& language);
std::string trials_part(const Report& report, const ui::Language& language);
std::string experiment_part(const Report& report, const std::vector<Preset>& presets, const ui::Language& language);

// The words with their arguments filled in, as markup.
template <class... Args>
std::string said(const ui::Language& language, std::string_view words, const Args&... args);

}  // namespace saddle::app

#include <fmt/format.h>

#include "report/html_text.h"

namespace saddle::app {

template <class... Args>
std::string said(const ui::Language& language, std::string_view words, const Args&... args) {
  return html_text(fmt::format(fmt::runtime(language(words)), args...));
}

}  // namespace saddle::app
