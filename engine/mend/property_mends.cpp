#include <algorithm>
#include <cmath>
#include <optional>

#include "mend/proposals.h"
#include "model/nearest.h"
#include "saddle/limits.h"

namespace saddle {

void Proposals::property() {
  const LayerType* type = type_of(node());
  if (place_.key == "name") {
    std::string wanted = node().name == "input" ? node().type : node().name;
    std::ranges::replace_if(
        wanted, [](char c) { return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '_');
    // Room is left for a number that makes it differ, and a letter of several bytes is not cut.
    size_t kept = std::min(wanted.size(), longest_layer_name - 8);
    while (kept < wanted.size() && kept > 0 && (static_cast<unsigned char>(wanted[kept]) & 0xc0) == 0x80) --kept;
    wanted.resize(kept);
    const std::string free = edit::free_name(e_.network, wanted);
    offer(
        "Rename it to {}", [here = here_, free](Experiment& e) { edit::rename(e.network, here, free); }, free);
    return;
  }
  if (place_.key == "type") {
    if (const Entry* nearest = catalog::nearest(catalog::layers(), node().type)) use_type(nearest->name);
    return remove_it();
  }
  const Property* row = type ? find(type->entry.properties, place_.key) : nullptr;
  const auto given = node().properties.find(place_.key);
  if (row && place_.key == "kernel") fitting_window();
  if (row && place_.key.starts_with("padding")) fitting_padding();
  if (given == node().properties.end()) return;
  const std::optional<double> number = number_in(given->second);
  if (row && number && row->choices.empty() && std::isfinite(*number)) {
    const double inside = std::clamp(*number, row->min, row->max);
    use(place_.key,
        std::holds_alternative<int>(row->fallback) ? Value(static_cast<int>(std::round(inside))) : Value(inside));
  } else if (row && number && std::isfinite(*number) && !row->or_number.empty()) {
    use(place_.key, static_cast<int>(std::round(std::clamp(*number, std::max(1.0, row->min), row->max))));
  }
  const bool words = row && std::holds_alternative<std::string>(row->fallback) && row->choices.empty();
  const auto erase = [here = here_, key = place_.key](Experiment& e) { at(e.network, here).properties.erase(key); };
  if (!row || words) {
    offer("Remove it", erase);
  } else {
    offer("Use {}", erase, to_text(row->fallback));
  }
}

void Proposals::fitting_window() {
  const Shape* image = shape_before();
  if (!image || image->rank() != 3) return;
  const Property* padding = find(type_of(node())->entry.properties, "padding");
  if (!padding) return;
  const Value given = value_of(node().properties, *padding);
  const int room =
      static_cast<int>(std::min((*image)[1], (*image)[2])) + 2 * (std::get_if<int>(&given) ? std::get<int>(given) : 0);
  for (const int kernel : {5, 3, 2, 1}) {
    if (kernel > room) continue;
    // The largest usual kernel that fits; its width follows its height.
    offer(
        "Use {}",
        [here = here_, kernel](Experiment& e) {
          Properties& properties = at(e.network, here).properties;
          properties.insert_or_assign("kernel", kernel);
          properties.erase("kernel_width");
        },
        kernel);
    break;
  }
  if (room < 2) remove_it();
}

void Proposals::fitting_padding() {
  const auto& table = type_of(node())->entry.properties;
  const Property* row = find(table, "kernel");
  const Value given = row ? value_of(node().properties, *row) : Value(0);
  const int kernel = std::get_if<int>(&given) ? std::get<int>(given) : 0;
  if (kernel < 1) return;
  // Half the kernel keeps the size, which is nearly always what is meant.
  offer(
      "Use {}",
      [here = here_, most = kernel / 2](Experiment& e) {
        Properties& properties = at(e.network, here).properties;
        properties.insert_or_assign("padding", most);
        properties.erase("padding_width");
      },
      kernel / 2);
}

}  // namespace saddle
