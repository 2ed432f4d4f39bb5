#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "labs/concepts/shared/hand_work.h"
#include "labs/concepts/shared/number_code.h"
#include "labs/concepts/shared/page_number.h"
#include "model/lab.h"

// A page of Concepts: one idea of the book, to be touched. A file of this folder returns a ConceptType; copy
// perceptron.cpp. What several pages draw lies in shared/, what one page needs alone in a folder of its name.
namespace saddle {

namespace app {

// What a page has in hand while a frame is drawn.
struct PageView {
  Frame& frame;
  ui::Ui& ui;
  const std::string_view name;  // of the page, before that of each of its marks: "perceptron.w1"
  const Table& table;
  Properties& values;          // of the page: edit freely, undo is done for it. Read them with read<Options>(values)
  const PageNumbers& numbers;  // compute(values)
  HandWork& hand;              // the numbers that the student works out

  std::string mark(std::string_view what) const { return std::string(name) + "." + std::string(what); }
};

class ConceptPage {
 public:
  virtual ~ConceptPage() = default;
  // Once, before it is drawn first: for a page with a worker of its own.
  virtual void connect(const LabServices&) {}
  // The living picture: fills `size` at the cursor, which is at least 280 x 240 pixels at a scale of 1.
  virtual void draw_picture(PageView& page, ImVec2 size) = 0;
  // Two or three levers, then the numbers, each with its formula (shared/levers.h), down a column that scrolls.
  virtual void draw_levers(PageView& page) = 0;

  virtual bool pump() { return false; }           // without a thread: gives its worker a turn; false: idle
  virtual bool moving() const { return false; }   // wants the next frame at once
  virtual bool waiting() const { return false; }  // for its worker
};

}  // namespace app

// The texts are English, and are translated where they are shown.
struct ConceptType {
  std::string_view name, title;
  std::string_view section;   // of the book: "2.1 – 2.5"
  std::string_view about;     // at most 60 words
  std::string_view question;  // that only trying answers
  int order = 0;              // in the list of pages: their numbers in it are 1, 2 …
  Table properties;           // all that the student sets: table_of<Options>()

  // A pure function of the properties: the numbers that the page shows, and what common mistakes would make of them.
  std::function<app::PageNumbers(const Properties&)> compute;
  // NumPy that computes just this, with the values as they are. A test runs it.
  std::function<app::NumberCode(const Properties&)> code;
  std::function<std::unique_ptr<app::ConceptPage>()> make;
  // Properties with numbers that can be worked out by hand, for exercises. Without it there is no "By hand".
  std::function<Properties(uint64_t seed)> exercise = {};
  // What an exercise on paper gives: in HTML.
  std::function<std::string(const Properties&)> given = {};
};

namespace concepts {
// By name; see pages_in_order().
const std::vector<ConceptType>& all();
}  // namespace concepts

namespace app {
// As the list shows them.
std::vector<const ConceptType*> pages_in_order();
// Throws Error, about `where`, that lists the pages, if there is none of that name.
const ConceptType& page_named(std::string_view name, const std::string& where);
}  // namespace app

}  // namespace saddle
