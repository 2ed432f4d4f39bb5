#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "saddle/model.h"

// Pictures that a model's own gradient makes of another one, or of nothing. Pictures are channels-last and not
// normalized, with values 0 .. 1. All functions may be called on any thread, and throw Error where Model::predict()
// does, and for a class that there is not.
namespace saddle {

// A picture on its way, and what the model says of it.
struct MadePicture {
  std::vector<float> picture;
  std::vector<float> probabilities;  // (classes); see Model::predict()
};

struct NudgeOptions {
  double stride = 0.25;  // the longest step, Euclidean, in units of full ink: how fine the way is
  int most_steps = 120;
};
struct Nudge {
  std::vector<MadePicture> way;   // the picture as it is, and after every step; the last is the smallest change found
  bool arrived = false;           // the model answers the class; if not, the last is how far it came
  double ink = 0;                 // sum of |change| over all numbers: pixels of full ink that were added or taken off
  double added = 0, removed = 0;  // ink = added + removed
  double distance = 0;            // Euclidean length of the change
};

// The smallest change that turns the answer to a class. Each step is the shortest that would make the class win if the
// network were linear, d = (z_best - z_class) w / |w|^2 with w = d(z_class - z_best) / dx (DeepFool: Moosavi-Dezfooli
// et al., 2016), no longer than `stride`; values stay within 0 .. 1. Then the way back to the picture is halved until
// the answer is just the class.
Nudge nudge(const Model& model, std::span<const float> picture, int class_index, const NudgeOptions& options = {});

struct DreamOptions {
  int steps = 80;
  double rate = 0.5;    // length of a step, Euclidean
  double decay = 0.01;  // share of the picture that fades with each step, so that only ink that is asked for stays
  uint64_t seed = 1;    // of the faint noise that it begins with
};
// What a perfect picture of the class would be for the model: from faint noise uphill along the gradient of the class's
// score less the mean of the others, a little blurred (Simonyan et al., 2014; Yosinski et al., 2015). The picture after
// every step. Throws Error for models of other than pictures.
std::vector<MadePicture> dream(const Model& model, int class_index, const DreamOptions& options = {});

// The way from one picture to another in `steps` + 1 pictures, the first and the last as they are. Gray ones move from
// shape to shape: ink is where a blend of the signed distances to both edges is negative; others fade.
std::vector<MadePicture> morph(const Model& model, std::span<const float> from, std::span<const float> to, int steps);

}  // namespace saddle
