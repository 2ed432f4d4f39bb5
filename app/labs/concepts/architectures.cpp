#include <algorithm>

#include <fmt/format.h>

#include "labs/concepts/architectures/museum.h"
#include "labs/concepts/shared/levers.h"
#include "ui/widgets.h"

// The famous networks side by side, in the numbers of their plans.
namespace saddle::concepts {
namespace {

using namespace app;

class ArchitecturesPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    draw_museum(page, read<ArchitectureOptions>(page.values), size);
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<ArchitectureOptions>(page.values);
    tabs(page, "size", {{"published", ui.tr("As published")}, {"small", ui.tr("Small")}});
    tabs(page, "quantity",
         {{"parameters", ui.tr("Parameters")},
          {"flops", "FLOPs"},
          {"memory", ui.tr("Memory of maps")},
          {"field", ui.tr("Receptive field")},
          {"depth", ui.tr("Depth")}});
    draw_choice(page, o);
    const Exhibit& exhibit = exhibit_of(o);
    ui::caption(ui, exhibit.who);
    say(page, ui.tr(exhibit.brought), ui.theme.text);
    if (ui::button(ui, page.mark("open"), ui.tr("Open in the Builder"))) open(page.frame, exhibit);
    for (const PageNumber& number : page.numbers) show(page, number.name);
  }

 private:
  static void draw_choice(PageView& page, const ArchitectureOptions& o) {
    std::vector<ui::Option> options;
    for (const Exhibit& exhibit : museum(o.size)) options.push_back({std::string(exhibit.name), exhibit.title});
    std::string chosen = o.network;
    if (ui::combo(page.ui, page.mark("network"), chosen, options)) set_value(page, "network", chosen);
  }

  // As a draft: the published ones are not to be built by chance, they take up to a gigabyte.
  static void open(Frame& frame, const Exhibit& exhibit) {
    const auto preset = std::ranges::find(frame.presets, exhibit.preset, &Preset::name);
    if (preset == frame.presets.end()) return;
    frame.draft = {preset->name, preset->experiment};
    frame.focus.asked_panel = "builder";
    frame.focus.wanted_lab = "network";
  }
};

}  // namespace

ConceptType architectures() {
  return {.name = "architectures",
          .title = "Architectures",
          .section = "8.1, 8.2",
          .about =
              "The networks that made history, counted by the plan that also builds them. Each box is a run of layers "
              "between two halvings of the picture: as high as its maps, as filled as it holds of all parameters. "
              "Click a network, and open it in the Builder.",
          .question =
              "Where do VGG's parameters lie, and where its work? How does GoogLeNet do with a tenth of them? Which of "
              "these networks has the most layers, and which sees the most?",
          .order = 130,
          .properties = table_of<ArchitectureOptions>(),
          .compute = architecture_numbers,
          .code = architecture_code,
          .make = [] { return std::make_unique<ArchitecturesPage>(); }};
}

}  // namespace saddle::concepts
