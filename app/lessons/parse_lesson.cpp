#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "lessons/lesson.h"
#include "lessons/lesson_outline.h"
#include "lessons/lesson_text.h"
#include "lessons/outline_items.h"
#include "saddle/error.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

// In words: what a page takes, a sentence of an explanation, a choice, the line in the list, a title.
constexpr int most_of_a_text = 60, most_of_a_reason = 40, most_of_a_choice = 15, most_of_about = 25,
              most_of_a_title = 8;
constexpr size_t most_marks = 4, fewest_choices = 2, most_choices = 4;

std::vector<std::string> names_in(std::string_view text, const std::string& where) {
  std::vector<std::string> names;
  while (true) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view name = text.substr(0, comma);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name.empty()) throw Error(where, "expected names parted by commas");
    names.emplace_back(name);
    if (comma == text.size()) return names;
    text.remove_prefix(comma + 1);
  }
}

class LessonReader {
 public:
  explicit LessonReader(const std::string& file) : file_(file) {}

  Lesson read(std::string_view text) {
    const std::vector<OutlineSection> sections = outline_of(text, file_);
    lesson_.file = file_;
    lesson_.name = std::filesystem::path(file_).stem().string();
    check_name();
    read_head(sections.front());
    for (size_t i = 1; i < sections.size(); ++i) {
      const OutlineSection& section = sections[i];
      const std::string& heading = section.heading.english;
      if ((heading == "Stage") != (i == 1))
        throw Error(at(section.line), "## Stage is the first section, and there is one");
      if ((heading == "Claims") != (i + 1 == sections.size()))
        throw Error(at(section.line), "## Claims is the last section, and there is one");
      if (heading == "Stage") {
        read_stage(section);
      } else if (heading == "Claims") {
        read_claims(section);
      } else {
        lesson_.steps.push_back(read_step(section));
      }
    }
    if (sections.size() < 2) throw Error(at(1), "needs a section ## Stage");
    if (lesson_.claims.empty()) throw Error(at(sections.back().line), "needs a last section ## Claims");
    if (lesson_.steps.empty()) throw Error(at(sections.back().line), "needs a step, such as ## Look: Title");
    return std::move(lesson_);
  }

 private:
  std::string at(int line) const { return place_of(file_, line); }

  void check_name() const {
    const bool plain = std::ranges::all_of(
        lesson_.name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!plain || lesson_.name.empty())
      throw Error(file_, "the name of a lesson's file has small letters, digits and hyphens: zero-initialization.md");
  }

  // Both languages, of at most so many words, that name the same widgets.
  LessonWords words(const LessonWords& text, int line, int most) const {
    if (text.english.empty()) throw Error(at(line), "there is no text");
    if (text.korean.empty()) throw Error(at(line), "the Korean is missing; write it below, after >");
    for (const std::string& one : {text.english, text.korean}) {
      spans_of(one, at(line));
      if (const int count = word_count(one); count > most)
        throw Error(at(line), "has {} words; {} are the most", count, most);
    }
    auto english = marks_in(text.english), korean = marks_in(text.korean);
    if (english.size() > most_marks)
      throw Error(at(line), "names {} widgets; {} are the most", english.size(), most_marks);
    std::ranges::sort(english);
    std::ranges::sort(korean);
    if (english != korean)
      throw Error(at(line), "English and Korean name different widgets; use the same marks in both");
    return text;
  }

  LessonWords value_words(const OutlineItem& item, int most) const {
    return words({std::string(item.value()), item.text.korean}, item.line, most);
  }

  int whole(const OutlineItem& item, int least, int most) const {
    const std::string_view text = item.value();
    int number = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || stop != text.data() + text.size() || number < least || number > most)
      throw Error(at(item.line), "expected a whole number from {} to {}, got {}", least, most, text);
    return number;
  }

  void read_head(const OutlineSection& head) {
    lesson_.title = words(head.heading, head.line, most_of_a_title);
    if (!head.text.empty()) throw Error(at(head.text_line), "the head has no text; write it into \"- about:\"");
    OutlineItems items(head.items, file_, head.line);
    const OutlineItem& chapter = items.needed("chapter");
    lesson_.chapter = std::string(chapter.value());
    const auto number = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    if (lesson_.chapter[0] < '2' || lesson_.chapter[0] > '9' || !std::ranges::all_of(lesson_.chapter, number))
      throw Error(at(chapter.line), "expected a section of the book, such as 6.2, or 9.1 for the notes; got {}",
                  lesson_.chapter);
    lesson_.minutes = whole(items.needed("minutes"), 1, 15);
    lesson_.about = value_words(items.needed("about"), most_of_about);
    if (const OutlineItem* order = items.one("order")) lesson_.order = whole(*order, -1000, 1000);
    items.finish();
  }

  // The keys that stage something, in a fixed order: what is opened comes before what is set in it.
  LessonActions stage_of(OutlineItems& items) const {
    LessonActions actions;
    for (const std::string_view key : {"lab", "experiment", "page", "scene", "panels"}) {
      if (const OutlineItem* item = items.one(key))
        std::ranges::move(parse_lesson_actions(std::string(key) + " " + std::string(item->value()), at(item->line)),
                          std::back_inserter(actions));
    }
    for (const OutlineItem* item : items.all("set")) {
      for (LessonAction& action : parse_lesson_actions(item->value(), at(item->line))) {
        if (action.kind == LessonAction::Kind::train || action.kind == LessonAction::Kind::more)
          throw Error(at(item->line), "a stage trains nothing; leave that to the learner, or to \"- show:\"");
        actions.push_back(std::move(action));
      }
    }
    return actions;
  }

  void read_stage(const OutlineSection& section) {
    OutlineItems items(section.items, file_, section.line);
    lesson_.stage = stage_of(items);
    if (const OutlineItem* live = items.one("live")) lesson_.live = names_in(live->value(), at(live->line));
    if (const OutlineItem* locked = items.one("locked")) lesson_.locked = names_in(locked->value(), at(locked->line));
    items.finish();
  }

  void read_claims(const OutlineSection& section) {
    OutlineItems items(section.items, file_, section.line);
    for (const OutlineItem* item : items.all("claim")) {
      const std::string_view text = item->value();
      const size_t arrow = text.find("->");
      if (arrow == text.npos) throw Error(at(item->line), "expected \"ACTIONS -> CONDITION\", got {}", text);
      std::string_view actions = text.substr(0, arrow), condition = text.substr(arrow + 2);
      while (actions.ends_with(' ')) actions.remove_suffix(1);
      while (condition.starts_with(' ')) condition.remove_prefix(1);
      lesson_.claims.push_back(
          {.actions = actions.empty() ? LessonActions() : parse_lesson_actions(actions, at(item->line)),
           .condition = Condition::parse(condition, at(item->line)),
           .line = item->line});
    }
    items.finish();
  }

  LessonStep read_step(const OutlineSection& section) const {
    struct KindName {
      std::string_view name;
      LessonStep::Kind kind;
    };
    static constexpr std::array<KindName, 4> kinds{{{"Look: ", LessonStep::Kind::look},
                                                    {"Do: ", LessonStep::Kind::act},
                                                    {"Predict: ", LessonStep::Kind::predict},
                                                    {"Explain: ", LessonStep::Kind::explain}}};
    LessonStep step;
    step.line = section.line;
    LessonWords title = section.heading;
    const auto kind = std::ranges::find_if(kinds, [&](const KindName& k) { return title.english.starts_with(k.name); });
    if (kind == kinds.end())
      throw Error(at(section.line), "expected ## Look: …, ## Do: …, ## Predict: … or ## Explain: …, got ## {}",
                  title.english);
    step.kind = kind->kind;
    title.english.erase(0, kind->name.size());
    step.title = words(title, section.line, most_of_a_title);
    step.text = words(section.text, section.text_line > 0 ? section.text_line : section.line, most_of_a_text);
    OutlineItems items(section.items, file_, section.line);
    if (const OutlineItem* point = items.one("point")) step.points = names_in(point->value(), at(point->line));
    step.stage = stage_of(items);
    read_goal(step, items);
    if (step.asks()) read_choices(step, items.choices());
    items.finish();
    return step;
  }

  void read_goal(LessonStep& step, OutlineItems& items) const {
    if (step.kind == LessonStep::Kind::explain) return;
    const bool needed = step.kind != LessonStep::Kind::look;
    const OutlineItem* until = needed ? &items.needed("until") : items.one("until");
    if (!until) return;
    step.until = Condition::parse(until->value(), at(until->line));
    const OutlineItem& solve = items.needed("solve");
    step.solve = parse_lesson_actions(solve.value(), at(solve.line));
  }

  void read_choices(LessonStep& step, const std::vector<const OutlineItem*>& choices) const {
    if (choices.size() < fewest_choices || choices.size() > most_choices)
      throw Error(at(step.line), "has {} choices; write {} to {}: \"- [ ] wrong\", \"- [x] right\"", choices.size(),
                  fewest_choices, most_choices);
    for (const OutlineItem* choice : choices) step.choices.push_back(read_choice(step, *choice));
    const auto right = std::ranges::count_if(step.choices, &LessonChoice::right),
               judged = std::ranges::count_if(step.choices, [](const LessonChoice&c) { return c.when.has_value(); });
    const bool all_judged = judged == std::ssize(step.choices) && right == 0;
    if (!all_judged && (judged > 0 || right != 1))
      throw Error(at(step.line), "mark one choice as right with [x]{}",
                  step.kind == LessonStep::Kind::predict ? ", or give every choice a \"- when:\"" : "");
  }

  LessonChoice read_choice(const LessonStep& step, const OutlineItem& item) const {
    const bool predicts = step.kind == LessonStep::Kind::predict;
    LessonChoice choice;
    choice.right = item.text.english.starts_with("[x]");
    choice.line = item.line;
    std::string english = item.text.english.substr(3);
    english.erase(0, english.find_first_not_of(' '));
    choice.text = words({english, item.text.korean}, item.line, most_of_a_choice);
    OutlineItems items(item.items, file_, item.line);
    if (const OutlineItem* because = items.one("because")) choice.because = value_words(*because, most_of_a_reason);
    if (const OutlineItem* show = items.one("show")) choice.show = parse_lesson_actions(show->value(), at(show->line));
    if (predicts) {
      if (const OutlineItem* when = items.one("when")) choice.when = Condition::parse(when->value(), at(when->line));
      if (const OutlineItem* ghost = items.one("ghost")) choice.ghost = ghost_of(*ghost);
    }
    items.finish();
    if (!choice.show.empty() && choice.because.empty())
      throw Error(at(item.line), "shows something, and says nothing of it; add \"- because:\"");
    if (!predicts && !choice.right && choice.because.empty())
      throw Error(at(item.line), "a wrong choice says why; add \"- because:\"");
    return choice;
  }

  std::vector<std::pair<double, double>> ghost_of(const OutlineItem& item) const {
    std::vector<std::pair<double, double>> points;
    for (const std::string& pair : names_in(item.value(), at(item.line))) {
      double step = 0, loss = 0;
      const char* const end = pair.data() + pair.size();
      const auto first = std::from_chars(pair.data(), end, step);
      const char* second = first.ptr;
      while (second != end && *second == ' ') ++second;
      const auto last = std::from_chars(second, end, loss);
      if (first.ec != std::errc() || last.ec != std::errc() || last.ptr != end || second == first.ptr)
        throw Error(at(item.line), "expected steps with their losses, such as 0 2.3, 200 0.4; got {}", pair);
      if (!points.empty() && step <= points.back().first)
        throw Error(at(item.line), "the steps of a ghost ascend; {} does not", pair);
      points.emplace_back(step, loss);
    }
    if (points.size() < 2) throw Error(at(item.line), "a ghost has two points or more");
    return points;
  }

  const std::string& file_;
  Lesson lesson_;
};

}  // namespace

Lesson parse_lesson(std::string_view text, const std::string& file) { return LessonReader(file).read(text); }

Lesson load_lesson(const std::string& file) { return parse_lesson(read_text_file(file), file); }

}  // namespace saddle::app
