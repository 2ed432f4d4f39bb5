#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "saddle/canvas.h"
#include "saddle/error.h"
#include "saddle/model.h"

namespace saddle {

// One of several digits that stand side by side, or the only one.
struct DigitPart {
  int left = 0, top = 0, right = 0, bottom = 0;  // of the drawing, in its pixels: [left, right) x [top, bottom)
  std::vector<float> form = {};                  // mnist_form() of its ink alone
  float likeness = 0;
};

struct Judgement {
  enum class Verdict {
    digit,
    blank,    // there is no ink
    several,  // digits side by side: one part for each
    none      // a letter, a face, a scribble: nothing that looks like a digit
  };
  Verdict verdict = Verdict::none;
  float likeness = 0;                 // of all the ink as one digit, 0 .. 1
  std::vector<DigitPart> parts = {};  // of digit one, of several one for each, from the left; otherwise none
  bool is_digit() const { return verdict == Verdict::digit; }
};

// Whether somebody's drawing is a digit at all, whoever reads it then. A reader that knows ten digits names one of them
// whatever it is shown, and its confidence says little: it has never seen anything else. So this asks a second, small
// network, which learned to tell the digits of MNIST from letters, shapes, scribbles, faces and pairs of digits (the
// preset digit-judge; "outlier exposure", Hendrycks et al., 2019). Its probability that this is a digit is called
// likeness, and a drawing below `least` is refused. assets/models/README.md says what that costs and catches.
class DigitJudge {
 public:
  // Chosen on MNIST's training digits, of which it refuses 0.2 %.
  static constexpr float least = 0.2f;

  // Takes (1, 28, 28) and tells two classes apart, "no digit" and "digit". Throws Error for another model.
  explicit DigitJudge(std::shared_ptr<const Model> model);
  static DigitJudge read(const std::filesystem::path& file) {
    return DigitJudge(std::make_shared<const Model>(Model::read(file)));
  }

  // Of pictures as mnist_form() makes them, one after the other: the likeness of each.
  std::vector<float> likeness(std::span<const float> forms) const;
  // Digits stand side by side where the whole is refused, but its pieces of ink, from the left, are not.
  Judgement judge(const Picture& drawing) const;
  // Whether a model reads digits, so that drawings for it can be judged.
  static bool concerns(const catalog::SampleInfo& sample);

 private:
  std::shared_ptr<const Model> model_;
};

// A sentence for the user; nothing is wrong with a digit, of which it is empty.
Issue why_none(const Judgement& judgement);

// The pieces of ink of a drawing that stand side by side, from the left; what lies above or below another is one piece
// with it, and specks are left out. Without likeness.
std::vector<DigitPart> pieces_of(const Picture& drawing);

}  // namespace saddle
