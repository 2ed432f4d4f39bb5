#pragma once

#include <memory>
#include <optional>
#include <string>

#include "labs/concepts/shared/standing_net.h"
#include "model/frame.h"
#include "model/lab.h"
#include "saddle/gradient_survey.h"
#include "saddle/latest_job.h"
#include "saddle/proof.h"

namespace saddle::app {

// What the page works out in the background: the net as it stands is asked of the run, which costs it a copy of its
// weights, and everything else happens on threads of the page's own.
class GradientJobs {
 public:
  explicit GradientJobs(const LabServices& services);

  // Begins to check the net as it stands, in place of what is under way.
  void check(Frame& frame, int samples);
  void cancel();
  // Every frame: obeys what has arrived.
  void update(Frame& frame);
  // Differences over h of one number of the net that was checked last.
  void look_at(const std::string& parameter, int64_t index);
  void prove() { proof_.send({}); }

  bool asked() const { return asked_; }  // to check anything, ever
  bool checking() const;
  bool proving() const { return proof_ordered() && !proof_.latest()->complete; }
  bool proof_ordered() const { return proof_started_; }
  std::optional<Issue> failure() const;
  std::shared_ptr<const GradientSurvey> survey() const { return survey_.latest()->product; }
  struct Curve {
    std::string parameter;
    int64_t index = 0;
    GradientOverH over_h;
  };
  std::shared_ptr<const Curve> curve() const { return curve_.latest()->product; }
  std::shared_ptr<const Proof> proof() const { return proof_.latest()->product; }
  void start_proof() {
    proof_started_ = true;
    prove();
  }
  bool pump();

 private:
  struct Net {
    StandingNet net;
    int samples = 3;
    bool continued = false;  // where the last turn ended
  };
  struct Spot {
    Net net;
    std::string parameter;
    int64_t index = 0;
  };
  struct Nothing {};
  using Survey = LatestJob<Net, std::shared_ptr<const GradientSurvey>>;
  using CurveJob = LatestJob<Spot, std::shared_ptr<const Curve>>;
  using ProofJob = LatestJob<Nothing, std::shared_ptr<const Proof>>;

  static void survey_net(const Net& net, Survey::Progress& progress);
  // Without a thread.
  void survey_a_turn(const Net& net, Survey::Progress& progress);
  static void trace(const Spot& spot, CurveJob::Progress& progress);
  static void prove_all(const Nothing&, ProofJob::Progress& progress);

  const bool in_turns_;
  std::unique_ptr<GradientSurveyor> begun_;
  Survey survey_;
  CurveJob curve_;
  ProofJob proof_;
  bool asked_ = false, canceled_ = false, proof_started_ = false;
  uint64_t ordered_ = 0;
  int samples_ = 3;
  NetCapture capture_;
  std::optional<Net> net_;
};

}  // namespace saddle::app
