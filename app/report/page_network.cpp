#include <algorithm>
#include <cmath>

#include "plot/number.h"
#include "report/html_text.h"
#include "report/page_parts.h"

// What the network makes of samples, and its filters.
namespace saddle::app {
namespace {

constexpr size_t most_classes = 32, most_filters = 64, largest_kernel = 16;

// From dark to light around 0; of three channels, as a color.
std::string filter_svg(const FiltersReading& filters, int64_t filter, double largest) {
  const Shape& shape = filters.weight.shape;  // (filters, C, kh, kw)
  const int64_t channels = shape[1], rows = shape[2], columns = shape[3];
  std::string svg = fmt::format("<svg viewBox=\"0 0 {} {}\" shape-rendering=\"crispEdges\"><title>{}</title>", columns,
                                rows, filter + 1);
  for (int64_t y = 0; y < rows; ++y) {
    for (int64_t x = 0; x < columns; ++x) {
      int rgb[3] = {};
      for (int64_t c = 0; c < 3; ++c) {
        // Of other numbers of channels, their mean.
        double value = 0;
        for (int64_t k = 0; k < channels; ++k) {
          if (channels == 3 && k != c) continue;
          value += static_cast<double>(
              filters.weight.values[static_cast<size_t>(((filter * channels + k) * rows + y) * columns + x)]);
        }
        if (channels != 3) value /= static_cast<double>(channels);
        rgb[c] = static_cast<int>(std::lround(std::clamp(127.5 + 127.5 * value / largest, 0.0, 255.0)));
      }
      svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"1\" height=\"1\" fill=\"#{:02x}{:02x}{:02x}\"/>", x, y,
                         rgb[0], rgb[1], rgb[2]);
    }
  }
  return svg + "</svg>\n";
}

}  // namespace

std::string confusion_part(const Report& report, const ui::Language& language) {
  if (report.untested)
    return fmt::format("<h2>{}</h2>\n<p class=\"muted\">{} {}</p>\n", said(language, "Confusion"),
                       said(language, "There is none, for its data are not there:"),
                       html_text(language(*report.untested)));
  const size_t classes = report.classes.size();
  if (!report.tested || classes < 2 || classes > most_classes) return {};
  const std::vector<int64_t>& counts = report.tested->confusion;
  if (counts.size() != classes * classes) return {};
  std::string rows = "<tr><th></th>";
  for (const std::string& name : report.classes) rows += fmt::format("<th>{}</th>", html_text(name));
  rows += "</tr>\n";
  for (size_t label = 0; label < classes; ++label) {
    int64_t all = 0;
    for (size_t read = 0; read < classes; ++read) all += counts[label * classes + read];
    rows += fmt::format("<tr><th>{}</th>", html_text(report.classes[label]));
    for (size_t read = 0; read < classes; ++read) {
      const int64_t count = counts[label * classes + read];
      const double share = all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0;
      rows += fmt::format("<td class=\"{}\" style=\"--share:{:.0f}%\">{}</td>", label == read ? "right" : "wrong",
                          55 * std::sqrt(share), count > 0 ? std::to_string(count) : "");
    }
    rows += "</tr>\n";
  }
  const std::string accuracy =
      std::isfinite(report.tested->accuracy) ? fmt::format("{:.1f} %", 100 * report.tested->accuracy) : "–";
  return fmt::format(
      "<h2>{}</h2>\n<p class=\"muted\">{}</p>\n<div class=\"scroll\"><table class=\"confusion\">\n{}</table></div>\n",
      said(language, "Confusion"),
      said(language, "Rows are labels, columns what they were taken for: {} of {} test samples are right.", accuracy,
           plot::value_text(static_cast<double>(report.tested->examined), plot::Format::integer)),
      rows);
}

std::string filters_part(const Report& report, const ui::Language& language) {
  if (!report.filters || report.filters->weight.shape.rank() != 4) return {};
  const Shape& shape = report.filters->weight.shape;
  if (std::max(shape[2], shape[3]) > static_cast<int64_t>(largest_kernel)) return {};
  double largest = 0;
  for (const float value : report.filters->weight.values)
    if (std::isfinite(value)) largest = std::max(largest, std::abs(static_cast<double>(value)));
  if (largest == 0) largest = 1;
  std::string filters;
  const int64_t shown = std::min<int64_t>(shape[0], static_cast<int64_t>(most_filters));
  for (int64_t filter = 0; filter < shown; ++filter) filters += filter_svg(*report.filters, filter, largest);
  return fmt::format("<h2>{}</h2>\n<p class=\"muted\">{}</p>\n<div class=\"filters\">\n{}</div>\n",
                     said(language, "Filters"),
                     said(language, "{} of {} of {}: gray is 0, white {}, black {}", shown, shape[0],
                          report.filters->layer, fmt::format("{:.3g}", largest), fmt::format("{:.3g}", -largest)),
                     filters);
}

}  // namespace saddle::app
