#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/page.h"
#include "labs/concepts/shared/code_panel.h"
#include "labs/concepts/shared/page_list.h"
#include "labs/side/side_panel.h"
#include "ui/keys.h"
#include "ui/widgets.h"

// Concepts: the book's single ideas, a page each, to be touched.
namespace saddle::labs {
namespace {

using namespace app;

// In pixels at a scale of 1: a page's column, and the least that a picture can be read in.
constexpr float column_width = 332, least_column = 250, least_picture_width = 330, least_picture_height = 250;

class ConceptsLab final : public Lab {
 public:
  ConceptsLab() : types_(pages_in_order()) {
    for (const ConceptType* type : types_) pages_.push_back(type->make());
  }

  void connect(const LabServices& services) override {
    if (!services.page.empty()) select(page_named(services.page, "--page").name);
    for (const auto& page : pages_) page->connect(services);
  }

  void draw(Frame& frame) override {
    read_document(frame.own);
    const float gap = frame.ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const auto areas = side_.part(frame, {start.x + gap, start.y + gap}, {room.x - 2 * gap, room.y - 2 * gap});
    if (areas.side) draw_list(frame, *areas.side);
    if (areas.rest) draw_page(frame, *areas.rest);
    write_document(frame.own);
  }

  void add_controls(Frame& frame, ui::Toolbar& bar) override {
    side_.add_button(frame, bar);
    ui::Ui& ui = frame.ui;
    const auto add = [&](const char* name, std::string_view label, std::string_view help, int rank, bool on,
                         std::function<void()> press) {
      bar.add({.name = name,
               .width = ui::button_width(label),
               .rank = rank,
               .draw =
                   [&ui, name, label, help, on, press = std::move(press)](ui::Toolbar::Form) {
                     const bool pressed =
                         ui::button(ui, name, label, {.look = on ? ui::Look::plain : ui::Look::quiet, .tooltip = help});
                     if (pressed) press();
                     return pressed;
                   },
               .gap = ui.px(6)});
    };
    add("concepts.code", ui.tr("Code"), ui.tr("The lines of NumPy that compute this  (C)"), 80, code_,
        [this] { code_ = !code_; });
    if (type().exercise) {
      add("concepts.hand", ui.tr("By hand"),
          ui.tr("Hides the numbers: work them out yourself. A click on a number hides it alone  (H)"), 75, hand_.on(),
          [this] { hand_.turn(!hand_.on()); });
      if (hand_.on())
        add("concepts.others", ui.tr("Other numbers"), ui.tr("Another exercise of this kind  (N)"), 74, false,
            [this] { other_numbers(); });
    }
    add("concepts.reset", ui.tr("Start over"), ui.tr("The page as it was when it was opened  (R)"), 70, false,
        [this] { values().clear(); });
  }

  bool takes(Action action) const override {
    return action == Action::undo || action == Action::redo || action == Action::side_panel ||
           action == Action::panel || action == Action::reset;
  }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::side_panel) side_.toggle(frame.workspace);
    if (pressed.action == Action::reset) values().clear();
    if (pressed.action == Action::panel && static_cast<size_t>(pressed.number) < types_.size())
      select(types_[static_cast<size_t>(pressed.number)]->name);
  }
  void keys(Frame&) override {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl || io.WantTextInput) return;
    if (ui::key_pressed('C')) code_ = !code_;
    if (ui::key_pressed('H') && type().exercise) hand_.turn(!hand_.on());
    if (ui::key_pressed('N') && hand_.on()) other_numbers();
    const auto turn = [&](size_t by) { select(types_[(open_ + by) % types_.size()]->name); };
    if (ui::key_pressed(ImGuiKey_PageDown)) turn(1);
    if (ui::key_pressed(ImGuiKey_PageUp)) turn(types_.size() - 1);
  }
  std::vector<LabKey> key_list() const override {
    return {{"concepts.page", "1 … 9", "The page of that number"},
            {"concepts.next", "Page Down", "The next page"},
            {"concepts.previous", "Page Up", "The page before"},
            {"concepts.code", "C", "The lines of NumPy that compute this"},
            {"concepts.hand", "H", "By hand: hides the numbers"},
            {"concepts.others", "N", "By hand: other numbers"},
            {"concepts.reset", "R", "The page as it was when it was opened"},
            {"concepts.undo", "Ctrl+Z", "Undo a change of the page"},
            {"concepts.redo", "Ctrl+Y", "Redo it"},
            {"concepts.side_panel", "Ctrl+B", "Show or hide the side panel"}};
  }

  bool pump() override {
    bool busy = false;
    for (const auto& page : pages_) busy = page->pump() || busy;
    return busy;
  }
  bool moving() const override { return pages_[open_]->moving(); }
  bool waiting() const override { return pages_[open_]->waiting(); }

 private:
  const ConceptType& type() const { return *types_[open_]; }
  Properties& values() { return values_[std::string(type().name)]; }

  void select(std::string_view name) {
    const auto found = std::ranges::find(types_, name, &ConceptType::name);
    if (found == types_.end()) return;
    open_ = static_cast<size_t>(found - types_.begin());
    hand_.turn(false);
  }

  void other_numbers() {
    values() = type().exercise(++exercise_);
    hand_.begin_again();
  }

  // The document has the open page as "page", and what was set on a page as "PAGE.property".
  void read_document(const Properties& own) {
    if (own.empty() || own == written_) return;
    written_ = own;
    values_.clear();
    for (const auto& [key, value] : own) {
      const size_t dot = key.find('.');
      if (dot != key.npos) values_[key.substr(0, dot)].insert_or_assign(key.substr(dot + 1), value);
    }
    const auto page = own.find("page");
    const auto* name = page == own.end() ? nullptr : std::get_if<std::string>(&page->second);
    if (name && *name != type().name) select(*name);
  }
  void write_document(Properties& own) {
    Properties all{{"page", std::string(type().name)}};
    for (const auto& [page, properties] : values_)
      for (const auto& [key, value] : properties) all.insert_or_assign(page + "." + key, value);
    own = written_ = std::move(all);
  }

  template <class Draw>
  static void panel(const char* name, const SidePanel::Area& area, const Draw& draw) {
    ImGui::SetCursorScreenPos(area.corner);
    ImGui::BeginChild(name, area.size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    draw();
    ImGui::EndChild();
  }

  void draw_list(Frame& frame, const SidePanel::Area& area) {
    panel("###concepts.list", area, [&] {
      const auto clicked = draw_page_list(frame.ui, type().name);
      if (clicked) select(types_[*clicked]->name);
    });
  }

  void draw_page(Frame& frame, const SidePanel::Area& area) {
    const ui::Ui& ui = frame.ui;
    const PageNumbers numbers = type().compute(values());
    PageView page{frame, frame.ui, type().name, type().properties, values(), numbers, hand_};
    ImGui::PushID(static_cast<int>(open_));  // each page scrolls by itself
    const float gap = ui.px(10),
                column = std::floor(std::clamp(area.size.x * 0.36f, ui.px(least_column), ui.px(column_width)));
    const float picture = area.size.x - gap - column;
    if (picture < ui.px(least_picture_width) || area.size.y < ui.px(least_picture_height)) {
      draw_stacked(page, area);
    } else {
      draw_middle(page, {area.corner, {picture, area.size.y}});
      panel("###concepts.column", {{area.corner.x + picture + gap, area.corner.y}, {column, area.size.y}},
            [&] { draw_column(page); });
    }
    ImGui::PopID();
  }

  // Without room beside each other, the column stands below the picture, and one scrolls to it.
  void draw_stacked(PageView& page, const SidePanel::Area& area) {
    const ui::Ui& ui = page.ui;
    ImGui::SetCursorScreenPos(area.corner);
    ImGui::BeginChild("###concepts.stack", area.size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    draw_head(page);
    page_picture(page,
                 {ImGui::GetContentRegionAvail().x, std::max(ui.px(least_picture_height), area.size.y - ui.px(120))});
    draw_rest(page);
    if (code_) {
      ImGui::BeginChild("###concepts.code", {0, ui.px(260)}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
      draw_page_code(page);
      ImGui::EndChild();
    }
    ImGui::EndChild();
  }

  void draw_middle(PageView& page, const SidePanel::Area& area) {
    const ui::Ui& ui = page.ui;
    const float gap = ui.px(10);
    const float most = area.size.y - gap - ui.px(least_picture_height),
                code = code_ ? std::min(std::max(area.size.y * 0.4f, ui.px(150)), most) : 0;
    const bool beside = code >= ui.px(90);
    const float height = beside ? area.size.y - code - gap : area.size.y;
    if (code_ && !beside) {  // room for one of both
      panel("###concepts.code", area, [&] { draw_page_code(page); });
      return;
    }
    panel("###concepts.picture", {area.corner, {area.size.x, height}},
          [&] { page_picture(page, ImGui::GetContentRegionAvail()); });
    if (!beside) return;
    panel("###concepts.code", {{area.corner.x, area.corner.y + height + gap}, {area.size.x, code}},
          [&] { draw_page_code(page); });
  }

  void draw_page_code(PageView& page) { draw_code(page.ui, type().code(page.values), hand_.hides_any(page.numbers)); }

  void page_picture(PageView& page, ImVec2 size) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    pages_[open_]->draw_picture(page, {std::floor(size.x), std::floor(size.y)});
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy(size);
    page.ui.mark("concepts.picture", std::string(type().name));
  }

  void draw_head(PageView& page) {
    ui::Ui& ui = page.ui;
    ui::text(ui, ui.tr(type().title), ui.theme.text, ui.fonts.title);
    const std::string source = fmt::format(fmt::runtime(ui.tr("In the book: {}")), type().section);
    ui::caption(ui, source);
    ui.mark("concepts.title", std::string(type().name));
  }

  void draw_column(PageView& page) {
    draw_head(page);
    draw_rest(page);
  }

  void draw_rest(PageView& page) {
    ui::Ui& ui = page.ui;
    const float gap = ui.px(4);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, ui.px(5)});
    ImGui::Dummy({0, gap});
    ImGui::PushTextWrapPos(0);
    ui::text(ui, ui.tr(type().about), ui.theme.text, ui.fonts.body);
    ImGui::PopTextWrapPos();
    ImGui::Dummy({0, gap});
    ui::notice(ui, "concepts.question", ui::Tone::note, ui.tr(type().question));
    ImGui::Dummy({0, gap});
    pages_[open_]->draw_levers(page);
    ImGui::PopStyleVar();
  }

  std::vector<const ConceptType*> types_;
  std::vector<std::unique_ptr<ConceptPage>> pages_;  // of the same order
  size_t open_ = 0;
  std::map<std::string, Properties> values_;  // by page
  Properties written_;                        // as the document has it
  HandWork hand_;
  uint64_t exercise_ = 0;
  bool code_ = false;
  SidePanel side_{"concepts.side",
                  {.usual = 236, .share = 0.24f, .least = 180, .rest = least_picture_width + least_column + 10}};
};

}  // namespace

LabType concepts() {
  return {"concepts", "Concepts", "Single ideas of the book, to be touched.",
          [] { return std::make_unique<ConceptsLab>(); }, 3};
}

}  // namespace saddle::labs
