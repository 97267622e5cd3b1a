import java.nio.file.*;
import java.util.*;
import org.languagetool.*;
import org.languagetool.language.GermanyGerman;
import org.languagetool.rules.*;
import org.languagetool.rules.spelling.SpellingCheckRule;

/** One text a line in FILE (line breaks as U+2028); WORDS holds our own words, SILENT the rules that do not fit labels.
 *  Prints `line TAB rule TAB found TAB message TAB suggestions` for each fault; ends with the number of faults. */
public class Check {
  public static void main(String[] given) throws Exception {
    JLanguageTool tool = new JLanguageTool(Languages.getLanguageForShortCode("de-DE"));
    List<String> own = words(given[1]);
    for (Rule rule : tool.getAllActiveRules())
      if (rule instanceof SpellingCheckRule spelling) spelling.addIgnoreTokens(own);
    for (String id : words(given[2])) tool.disableRule(id);
    int line = 0, faults = 0;
    for (String text : Files.readAllLines(Path.of(given[0]))) {
      line++;
      text = text.replace('\u2028', '\n');
      for (RuleMatch match : tool.check(text)) {
        faults++;
        List<String> better = match.getSuggestedReplacements();
        System.out.println(String.join("\t", "" + line, match.getRule().getId(), text.substring(match.getFromPos(), match.getToPos()).replace('\n', ' '),
            match.getMessage().replaceAll("<[^>]+>", "'").replace('\n', ' '), String.join(" | ", better.subList(0, Math.min(3, better.size())))));
      }
    }
    System.out.println("texts\t" + line + "\tfaults\t" + faults);
  }

  static List<String> words(String file) throws Exception {
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(file))) {
      String word = line.split("#")[0].strip();
      if (!word.isEmpty()) found.add(word);
    }
    return found;
  }
}
