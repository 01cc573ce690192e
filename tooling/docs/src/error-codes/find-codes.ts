import { globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../folders.ts';

/** Each code, with the packages whose sources contain it. */
export type FoundCodes = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds every literal error or warning code in the sources: values of a property, parameter, variable or tuple element named
 * `code`, and members of types whose name ends in `ErrorCode`.
 */
export function findCodes(): FoundCodes {
  const paths = globSync(['packages/*/src/**/*.ts', 'apps/cli/src/**/*.ts'], {
    cwd: root,
    exclude: [
      '**/*.test.ts',
      '**/*.test-support.ts',
      '{packages/{local-oss,testkit},apps/cli/src/demo}/**',
      'packages/contract/src/error-codes.ts', // Generated from the result.
    ],
  });
  const program = openProgram(paths.map((path) => join(root, path)));
  const checker = program.getTypeChecker();
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, package_ = ''] = path.split('/');
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node) && isCode(node, checker)) {
        found.set(node.text, (found.get(node.text) ?? new Set()).add(package_));
      }
      ts.forEachChild(node, visit);
    };
    const source = program.getSourceFile(join(root, path));
    if (source !== undefined) visit(source);
  }
  return found;
}

function openProgram(files: readonly string[]): ts.Program {
  const configuration = ts.readConfigFile(join(root, 'tooling/docs/tsconfig.api.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(configuration, ts.sys, join(root, 'tooling/docs'));
  return ts.createProgram(files, { ...options, types: ['node'] });
}

function isCode(literal: ts.StringLiteral, checker: ts.TypeChecker): boolean {
  if (!/^[A-Z][a-z]+[A-Za-z0-9]*$/.test(literal.text)) return false;
  let node: ts.Expression = literal;
  while (isTransparent(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent)) {
    return parent.name.getText() === 'code';
  }
  if (ts.isBindingElement(parent)) return (parent.propertyName ?? parent.name).getText() === 'code';
  if (ts.isLiteralTypeNode(node.parent)) return isOfCodeType(node.parent);
  if (ts.isCallExpression(parent)) return parameterName(parent, node, checker) === 'code';
  if (ts.isArrayLiteralExpression(parent)) return labelOf(parent, node, checker) === 'code';
  return ts.isReturnStatement(parent) && isCodeFunction(parent);
}

function isTransparent(node: ts.Node): node is ts.Expression {
  return (
    ts.isConditionalExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    isFallback(node)
  );
}

function isFallback(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
}

function isOfCodeType(node: ts.Node): boolean {
  const declaration = ts.findAncestor(node, ts.isTypeAliasDeclaration);
  return declaration?.name.text.endsWith('ErrorCode') ?? false;
}

function parameterName(call: ts.CallExpression, argument: ts.Expression, checker: ts.TypeChecker): string | undefined {
  return checker.getResolvedSignature(call)?.parameters[call.arguments.indexOf(argument)]?.name;
}

function labelOf(
  array: ts.ArrayLiteralExpression,
  element: ts.Expression,
  checker: ts.TypeChecker,
): string | undefined {
  const type = checker.getContextualType(array);
  if (type === undefined || !checker.isTupleType(type)) return undefined;
  const label = (type as ts.TupleTypeReference).target.labeledElementDeclarations?.[array.elements.indexOf(element)];
  return label?.name.getText();
}

function isCodeFunction(node: ts.Node): boolean {
  const function_ = ts.findAncestor(node, ts.isFunctionDeclaration);
  return function_?.type?.getText().endsWith('ErrorCode') ?? false;
}
